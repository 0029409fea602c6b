package org.equipoise.constitution.internal.warning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder under {@code test-fixtures/doubtful} holds a constitution that compiles, often
 * cases, and {@code expected.txt}: one line for each warning, in order, of the form {@code
 * file:line:column|code|rule|part of the message|part of the hint}, with {@code -} for no hint.
 */
class WarningsTest {
  private static final Path ROOT = Path.of("test-fixtures/doubtful");

  static List<Path> folders() throws IOException {
    try (Stream<Path> children = Files.list(ROOT)) {
      List<Path> folders = children.filter(Files::isDirectory).sorted().toList();
      assertTrue(folders.size() >= 2, "only " + folders);
      return folders;
    }
  }

  private static List<Problem> warnings(Path folder, Path cases, Path judgments) {
    KnownAttributes seen = null;
    if (cases != null) {
      seen = KnownAttributes.all();
      Corpus.open(cases, judgments).forEach(seen::add);
    }
    return Warnings.of(folder, Constitution.load(folder).rules().values(), seen);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void whatIsSurelyNotMeantIsWarnedOfAndNothingElse(Path folder) throws IOException {
    Path cases = folder.resolve("cases.jsonl");
    List<Problem> warnings = warnings(folder, Files.exists(cases) ? cases : null, null);
    List<String> expected =
        Files.readAllLines(folder.resolve("expected.txt")).stream()
            .filter(it -> !it.isBlank())
            .toList();
    List<String> found = new ArrayList<>();
    for (Problem warning : warnings) {
      int i = found.size();
      String[] wanted = i < expected.size() ? expected.get(i).split("\\|", 5) : new String[0];
      assertEquals(Problem.Severity.WARNING, warning.severity());
      found.add(
          "%s|%s|%s|%s|%s"
              .formatted(
                  warning.position().substring(folder.toString().length() + 1),
                  warning.code(),
                  warning.subject(),
                  part(warning.message(), wanted, 3),
                  warning.hint() == null ? "-" : part(warning.hint(), wanted, 4)));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  /** The part that is wanted if it is there, or else all of it. */
  private static String part(String text, String[] wanted, int index) {
    boolean isThere =
        wanted.length > index && !wanted[index].isEmpty() && text.contains(wanted[index]);
    return isThere ? wanted[index] : text;
  }

  @ParameterizedTest
  @CsvSource({"common-morality", "assistant-conduct"})
  void theBundledConstitutionsRaiseNone(String name) {
    Path fixtures = Path.of("test-fixtures", name);
    assertEquals(
        List.of(),
        warnings(
            Path.of("rules", name),
            fixtures.resolve("cases.jsonl"),
            fixtures.resolve("judgments.jsonl")));
  }

  @Test
  void anAttributeThatOnlyADisputeOrAnInnerObjectGivesIsSeen(
      @org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"seen\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("rules.drl"),
        """
        rule "whole" @Principle
        when $o : Output( attr("violates") != null, attr("violates.duty") == true )
        then forbid( $o, "it has any" ); end
        """);
    Path cases = folder.resolve("cases.jsonl");
    Files.writeString(
        cases,
        "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":"
            + "{\"violates\":{\"duty\":{\"value\":true,\"credence\":0.5}}}}]}");
    assertEquals(List.of(), warnings(folder, cases, null));
  }
}
