package org.equipoise.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {
  private static final String CASE = "{\"case\":\"C-%d\",\"outputs\":[{\"output\":\"a\"}]}";

  @TempDir Path folder;

  @Test
  void theExamplesOfTheFormatAreRead() {
    Case given =
        CaseReader.parse(
            """
            {"case":"C-7","context":"…","attributes":{"n":3.0},"outputs":[{"output":"a","text":"…",\
            "author":"m","attributes":{"violates":{"deceive":true,\
            "duty":{"value":true,"credence":0.5}}}}]}""",
            "-",
            1);
    assertEquals(3, given.attributes().get("n"));
    assertEquals(
        new Disputed(true, 0.5),
        given.outputs().get(0).attributes().disputed().get("violates.duty"));
    Judgment judgment =
        JudgmentReader.parse(
            """
            {"judgment":"J-1","case":"C-7","output":"a","status":"permitted","stakeholder":"S",\
            "confidence":0.9,"at":"2026-01-31T11:00:00+01:00","circumstances":{"underPressure":true}}""",
            "-",
            1);
    assertEquals(Instant.parse("2026-01-31T10:00:00Z"), judgment.at());
    assertEquals(true, judgment.circumstances().get("underPressure"));
  }

  @Test
  void confidenceIsFullWhereNoneIsGivenAndOptionalTextMayBeNull() {
    Judgment judgment =
        JudgmentReader.parse(
            """
            {"judgment":"J","case":"C","prefer":"a","over":"b","stakeholder":null,"at":null}""",
            "-",
            1);
    assertEquals(1.0, judgment.confidence());
    assertNull(judgment.stakeholder());
    assertNull(judgment.at());
    assertNull(
        CaseReader.parse(
                "{\"case\":\"C\",\"context\":null,\"outputs\":[{\"output\":\"a\",\"text\":null}]}",
                "-",
                1)
            .context());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void byteOrderMarksBlankLinesAndBothLineEndsAreAccepted(String end) throws IOException {
    Path cases =
        write(
            "cases.jsonl",
            "\ufeff" + CASE.formatted(1) + end + end + " \t" + end + CASE.formatted(2));
    try (Corpus.Pass pass = Corpus.open(cases, null).pass()) {
      assertEquals(1, pass.next().line());
      Corpus.JudgedCase second = pass.next();
      assertEquals("C-2", second.situation().id());
      assertEquals(4, second.line());
      assertEquals(List.of(), second.judgments());
      assertFalse(pass.hasNext());
      assertThrows(NoSuchElementException.class, pass::next);
    }
  }

  @Test
  void aCompressedFileAndOneInUtf16AreNamedAsSuch() throws IOException {
    Path packed = folder.resolve("cases.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(CASE.formatted(1).getBytes(StandardCharsets.UTF_8));
    }
    Path wide = Files.writeString(folder.resolve("wide.jsonl"), CASE, StandardCharsets.UTF_16);
    for (Path file : List.of(packed, wide)) {
      InvalidInputException refused =
          assertThrows(InvalidInputException.class, () -> Corpus.open(file, null));
      String said = file == packed ? "is compressed; unpack it first" : "is UTF-16; save the file";
      assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }
  }

  @Test
  void linesAcrossTheEndsOfTheBufferAreWhole() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(
          "{\"case\":\"C-%d\",\"context\":\"%s\",\"outputs\":[{\"output\":\"a\"}]}"
              .formatted(i, "é😀".repeat(i * i % 20_011)));
    }
    Path cases = write("cases.jsonl", String.join("\n", lines));
    Corpus corpus = Corpus.open(cases, null);
    assertEquals(300, corpus.size());
    List<String> back = new ArrayList<>();
    corpus.forEach((given, judgments) -> back.add(CaseWriter.toJson(given)));
    assertEquals(lines, back);
  }

  @Test
  void judgmentsComeWithTheirCaseInTheOrderOfTheirFile() throws IOException {
    Path cases = write("cases.jsonl", CASE.formatted(1) + "\n" + CASE.formatted(2));
    String judgment =
        "{\"judgment\":\"%s\",\"case\":\"%s\",\"output\":\"a\",\"status\":\"forbidden\"}\n";
    Path judgments =
        write(
            "judgments.jsonl",
            judgment.formatted("Z", "C-2")
                + judgment.formatted("B", "C-1")
                + judgment.formatted("A", "C-2"));
    Corpus corpus = Corpus.open(cases, judgments);
    List<String> seen = new ArrayList<>();
    corpus.forEach((given, on) -> seen.add(given.id() + on.stream().map(Judgment::id).toList()));
    assertEquals(List.of("C-1[B]", "C-2[Z, A]"), seen);
    assertEquals(
        List.of(1, 2, 3),
        JudgmentReader.read(judgments).stream().map(JudgmentReader.JudgmentLine::line).toList());
  }

  @Test
  void aFileOfNoJudgmentsIsFine() throws IOException {
    Path cases = write("cases.jsonl", CASE.formatted(1));
    assertEquals(List.of(), Corpus.open(cases, write("judgments.jsonl", "")).judgments());
  }

  @Test
  void aFolderOrNoFileIsRefusedByName() {
    Problem folderProblem = problems(folder, folder.resolve("none.jsonl")).get(0);
    assertEquals("not-a-file", folderProblem.code());
    assertEquals(folder.toString(), folderProblem.file());
    assertEquals(
        List.of("not-a-file", "no-such-file"),
        problems(folder, folder.resolve("none.jsonl")).stream().map(Problem::code).toList());
    assertThrows(
        InvalidInputException.class, () -> JudgmentReader.read(folder.resolve("none.jsonl")));
    assertThrows(InvalidInputException.class, () -> CaseReader.open(folder));
  }

  @Test
  void aHundredProblemsAreShownAndTheOthersCounted() throws IOException {
    Path cases = write("cases.jsonl", "[]\n".repeat(250));
    List<Problem> problems = problems(cases, null);
    assertEquals(101, problems.size());
    assertEquals(100, problems.get(99).line());
    Problem last = problems.get(100);
    assertEquals("more-problems", last.code());
    assertEquals(101, last.line());
    assertTrue(last.message().startsWith("and 150 more problems"), last.message());
  }

  @Test
  void judgmentsOnCasesThatCannotBeReadAreNotHeldAgainstAnybody() throws IOException {
    Path cases = write("cases.jsonl", "{\"case\":\"C-1\",\n" + CASE.formatted(2));
    Path judgments =
        write(
            "judgments.jsonl",
            "{\"judgment\":\"J\",\"case\":\"C-1\",\"output\":\"a\",\"status\":\"forbidden\"}");
    assertEquals(
        List.of("truncated"), problems(cases, judgments).stream().map(Problem::code).toList());
  }

  @Test
  void aReaderStopsAtTheFirstBadLine() throws IOException {
    Path cases = write("cases.jsonl", CASE.formatted(1) + "\n{}\n" + CASE.formatted(2));
    try (CaseReader reader = CaseReader.open(cases)) {
      assertEquals(0, reader.line());
      assertEquals("C-1", reader.next().id());
      assertEquals(1, reader.line());
      InvalidInputException refused = assertThrows(InvalidInputException.class, reader::hasNext);
      assertEquals(2, refused.problems().get(0).line());
    }
  }

  @Test
  void aFileThatChangesAfterItWasOpenedIsRefusedWhereItBroke() throws IOException {
    Path cases = write("cases.jsonl", CASE.formatted(1));
    Corpus corpus = Corpus.open(cases, null);
    write("cases.jsonl", "changed");
    assertThrows(InvalidInputException.class, () -> corpus.forEach((given, judgments) -> {}));
    Files.delete(cases);
    assertThrows(InvalidInputException.class, corpus::pass);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", ""})
  void aLineMayHaveExactlyAsManyBytesAsTheBound(String end) throws IOException {
    String line = CASE.formatted(1);
    Path cases = write("cases.jsonl", line + end);
    assertEquals(1, Corpus.open(cases, null, line.length()).size());
    Problem problem =
        assertThrows(InvalidInputException.class, () -> Corpus.open(cases, null, line.length() - 1))
            .problems()
            .get(0);
    assertEquals("line-too-long", problem.code());
  }

  @Test
  void aLineOf200MegabytesIsRefusedInLittleMemoryAndTheNextIsStillRead() throws IOException {
    Path cases = folder.resolve("cases.jsonl");
    byte[] chunk = new byte[1 << 20];
    Arrays.fill(chunk, (byte) 'a');
    try (OutputStream out = Files.newOutputStream(cases)) {
      out.write((CASE.formatted(1) + "\n{\"case\":\"").getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 200; i++) {
        out.write(chunk);
      }
      out.write("\"}\n[]\n".getBytes(StandardCharsets.UTF_8));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    List<Problem> problems = assertTimeout(Duration.ofSeconds(20), () -> problems(cases, null));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(List.of(2, 3), problems.stream().map(Problem::line).toList());
    assertEquals("line-too-long", problems.get(0).code());
    assertTrue(allocated < 64L << 20, allocated + " bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aLineNestedMillionsDeepIsRefused(String opening) throws IOException {
    Path cases =
        write("cases.jsonl", "{\"case\":\"C\",\"attributes\":{\"a\":" + opening.repeat(2_000_000));
    assertEquals("too-deep", problems(cases, null).get(0).code());
  }

  @Test
  void namesAndNumbersOfMegabytesAreRefusedOrReadInTime() throws IOException {
    String head = "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\"}],\"attributes\":{\"a\":";
    Path digits = write("digits.jsonl", head + "9".repeat(8_000_000) + "}}");
    assertEquals(
        "number-too-long",
        assertTimeout(Duration.ofSeconds(10), () -> problems(digits, null)).get(0).code());
    Path names = write("names.jsonl", head + "{\"" + "n".repeat(8_000_000) + "\":1},\"b\":[1]}}");
    assertEquals(1, assertTimeout(Duration.ofSeconds(10), () -> Corpus.open(names, null)).size());
    Path unknown = write("unknown.jsonl", "{\"" + "cases".repeat(1_000_000) + "\":1}");
    Problem problem = assertTimeout(Duration.ofSeconds(10), () -> problems(unknown, null)).get(0);
    assertEquals("unknown-field", problem.code());
    assertTrue(problem.toString().length() < 500, problem.toString());
  }

  private static List<Problem> problems(Path cases, Path judgments) {
    return assertThrows(InvalidInputException.class, () -> Corpus.open(cases, judgments))
        .problems();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
