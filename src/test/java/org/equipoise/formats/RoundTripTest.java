package org.equipoise.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);
  private static final String ALPHABET =
      "abcxyzAZ019 _-.,:;/@\"\\{}[]éßж中\u2028😀\t\n\r\u0000\u001f\u007f";

  private static final String NOISE = "{}[]\",:\\019eE-+.ntfx '\u0001";

  @TempDir Path folder;

  @Test
  void whatIsWrittenReadsBackTheSame() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Case given = randomCase(random, "C-" + seed);
      String line = CaseWriter.toJson(given);
      assertFalse(line.contains("\n"), "seed " + seed);
      Case back = CaseReader.parse(line, "-", 1);
      assertEquals(given, back, "seed " + seed);
      assertEquals(given.toString(), back.toString(), "seed " + seed);
      assertEquals(line, CaseWriter.toJson(back), "seed " + seed);

      Judgment judgment = randomJudgment(random, "J-" + seed, given);
      String written = JudgmentWriter.toJson(judgment);
      Judgment read = JudgmentReader.parse(written, "-", 1);
      assertEquals(judgment, read, "seed " + seed);
      assertEquals(written, JudgmentWriter.toJson(read), "seed " + seed);
    }
  }

  @Test
  void aWrittenCorpusReadsBackInOrder() throws IOException {
    Random random = new Random(1);
    List<Case> cases = new ArrayList<>();
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 0; i < SEEDS; i++) {
      Case given = randomCase(random, "C-" + i);
      cases.add(given);
      for (int k = random.nextInt(3); k > 0; k--) {
        judgments.add(randomJudgment(random, "J-" + judgments.size(), given));
      }
    }
    Path casesFile =
        Files.write(folder.resolve("cases.jsonl"), cases.stream().map(CaseWriter::toJson).toList());
    Path judgmentsFile =
        Files.write(
            folder.resolve("judgments.jsonl"),
            judgments.stream().map(JudgmentWriter::toJson).toList());
    Corpus corpus = Corpus.open(casesFile, judgmentsFile);
    assertEquals(judgments, corpus.judgments());
    List<Case> back = new ArrayList<>();
    List<Judgment> grouped = new ArrayList<>();
    corpus.forEach(
        (given, on) -> {
          back.add(given);
          on.forEach(it -> assertEquals(given.id(), it.caseId()));
          grouped.addAll(on);
        });
    assertEquals(cases, back);
    assertEquals(judgments, grouped);
  }

  @Test
  void halfACharacterFromAHostIsWrittenAsAnEscapeAndReadBackOnlyAsWritten() {
    Output cut = new Output("a", "cut 😀\ud83d", null, Attributes.none(), Attributes.none());
    Case given = Case.of("C-1", cut);
    String line = CaseWriter.toJson(given);
    assertTrue(line.contains("cut 😀\\ud83d\""), line);
    assertEquals(given, CaseReader.parseWritten(line, "-", 1));
    assertThrows(InvalidInputException.class, () -> CaseReader.parse(line, "-", 1));
  }

  /**
   * What a field of one's own holds, and after an arrow what is carried if that is not the same.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890 -> \"12345678901234567890\"",
        "-9223372036854775809 -> \"-9223372036854775809\"",
        "9223372036854775807",
        "1e400 -> \"1e400\"",
        "[-1E-400] -> [\"-1E-400\"]",
        "3.0 -> 3",
        "1.10 -> 1.1",
        "{\"b\":1},\"x-own.b\":2",
        "{\"b\":{\"c\":1},\"b.c\":{\"d\":2}},\"x-own.b\":{\"c\":3,\"c.d\":[]}",
        "{\"value\":1,\"credence\":0.5}",
        "{\"credence\":7}",
        "{\"\":null,\"a.\":[{}],\".\":{}}",
        "\"cut \\ud83d\"",
        "{\"\\ud83d\":1},\"x-\\ude00\":2"
      })
  void noFieldOfOnesOwnMakesALineRefused(String example) {
    String[] parts = example.split(" -> ", -1);
    String own = parts[0];
    String carried = parts[parts.length - 1];
    String given = "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"x-own\":%s}],\"x-own\":%s}";
    Case read = CaseReader.parse(given.formatted(own, own), "-", 1);
    assertEquals(given.formatted(carried, carried), CaseWriter.toJson(read));
    assertEquals(read, CaseReader.parseWritten(CaseWriter.toJson(read), "-", 1));
    String judgment =
        "{\"judgment\":\"J\",\"case\":\"C\",\"output\":\"a\",\"status\":\"permitted\",\"confidence\":0.5,"
            + "\"x-own\":%s}";
    assertEquals(
        judgment.formatted(carried),
        JudgmentWriter.toJson(JudgmentReader.parse(judgment.formatted(own), "-", 1)));
  }

  @Test
  void aNumberOfMoreThanAHundredDigitsIsCarriedAsText() {
    String digits = "3." + "14".repeat(50_000);
    String line = "{\"case\":\"C\",\"x-pi\":" + digits + ",\"outputs\":[{\"output\":\"a\"}]}";
    assertEquals(digits, CaseReader.parse(line, "-", 1).extensions().asMap().get("x-pi"));
  }

  @Test
  void fieldsOfOnesOwnAreCarriedUntouchedAtEveryLevel() {
    String line =
        """
        {"case":"C-1","outputs":[{"output":"a","x-score":{"value":1,"credence":5}}],\
        "x-tags":["q",{"x":null}]}""";
    Case read = CaseReader.parse(line, "-", 1);
    assertEquals(
        Map.of("value", 1, "credence", 5),
        read.outputs().get(0).extensions().asMap().get("x-score"));
    assertEquals(line, CaseWriter.toJson(read));
    String judgment =
        """
        {"judgment":"J-1","case":"C-1","prefer":"a","over":"b","confidence":0.5,"x-by":{"n":[1]}}""";
    assertEquals(judgment, JudgmentWriter.toJson(JudgmentReader.parse(judgment, "-", 1)));
  }

  @Test
  void damagedLinesAreReadOrRefusedButNothingElseHappens() throws JsonProcessingException {
    ObjectMapper oracle =
        new ObjectMapper()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    int read = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Case given = randomCase(random, "C-" + seed);
      String line =
          random.nextBoolean()
              ? CaseWriter.toJson(given)
              : JudgmentWriter.toJson(randomJudgment(random, "J", given));
      for (int trial = 0; trial < 50; trial++) {
        String damaged = damage(line, random);
        try {
          if (line.startsWith("{\"case\"")) {
            CaseReader.parse(damaged, "-", 1);
          } else {
            JudgmentReader.parse(damaged, "-", 1);
          }
          oracle.readTree(damaged);
          read++;
        } catch (InvalidInputException refused) {
          assertEquals(1, refused.problems().size());
        } catch (RuntimeException | JsonProcessingException e) {
          throw new AssertionError("seed " + seed + ": " + damaged, e);
        }
      }
    }
    assertTrue(read > SEEDS, "only " + read + " damaged lines were read");
  }

  private static String damage(String line, Random random) {
    StringBuilder damaged = new StringBuilder(line);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(damaged.length());
      int to = Math.min(damaged.length(), at + 1 + random.nextInt(4));
      switch (random.nextInt(4)) {
        case 0 -> damaged.delete(at, to);
        case 1 -> damaged.insert(at, damaged.substring(at, to));
        case 2 -> damaged.setCharAt(at, NOISE.charAt(random.nextInt(NOISE.length())));
        default -> damaged.insert(at, NOISE.charAt(random.nextInt(NOISE.length())));
      }
      if (damaged.length() == 0) {
        return line;
      }
    }
    return damaged.toString();
  }

  private static Case randomCase(Random random, String id) {
    List<Output> outputs = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      outputs.add(
          new Output(
              "o" + i + "/@é",
              maybeText(random),
              maybeText(random),
              randomAttributes(random),
              randomExtensions(random)));
    }
    return new Case(
        id,
        maybeText(random),
        randomAttributes(random),
        outputs,
        List.of(),
        randomExtensions(random));
  }

  private static Judgment randomJudgment(Random random, String id, Case given) {
    String first = given.outputs().get(0).id();
    String last = given.outputs().get(given.outputs().size() - 1).id();
    DeonticStatus[] statuses = DeonticStatus.values();
    return new Judgment(
        id,
        given.id(),
        first.equals(last) || random.nextBoolean()
            ? new OnOutput(first, statuses[random.nextInt(statuses.length)])
            : new Preference(first, last),
        random.nextBoolean() ? null : "S " + random.nextInt(9),
        1 - random.nextDouble(),
        random.nextBoolean()
            ? null
            : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        Attributes.of(tree(random, 3, false)),
        randomExtensions(random));
  }

  private static String maybeText(Random random) {
    return random.nextBoolean() ? null : text(random);
  }

  private static String text(Random random) {
    int[] letters = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  private static Attributes randomAttributes(Random random) {
    return Attributes.of(tree(random, 3, true));
  }

  private static Attributes randomExtensions(Random random) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.put("x-" + i, value(random, 2, false));
    }
    return Attributes.of(fields);
  }

  private static Map<String, Object> tree(Random random, int depth, boolean disputable) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      // A number of its own in every name keeps dotted names apart.
      String name = "n" + i + text(random).replace(".", "-");
      tree.put(name, value(random, depth, disputable));
    }
    return tree;
  }

  private static Object value(Random random, int depth, boolean disputable) {
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt();
      case 3 -> random.nextLong();
      case 4 -> random.nextInt(1000) / 8.0;
      case 5 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      case 6 -> text(random);
      case 7 -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1, false));
        }
        yield items;
      }
      case 8 ->
          disputable
              ? new Disputed(value(random, 0, false), (1 + random.nextInt(999)) / 1000.0)
              : text(random);
      default -> tree(random, depth - 1, disputable);
    };
  }
}
