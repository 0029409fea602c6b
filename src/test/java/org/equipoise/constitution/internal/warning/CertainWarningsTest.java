package org.equipoise.constitution.internal.warning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warning that says what rules do is held against what they do. */
class CertainWarningsTest {
  private static final List<String> LITERALS =
      List.of(
          "1",
          "1.0",
          "2",
          "2L",
          "8",
          "0.5",
          "5e-1",
          "1.00000000000000001",
          "\"a\"",
          "'a'",
          "\"1\"",
          "true",
          "null");
  private static final List<Object> VALUES =
      Arrays.asList(null, 0, 1, 2, 3, 8, 10, 0.5, 0.25, 1.5, "a", "b", "1", true, false);

  private static final List<String> NUMBERS =
      List.of("0", "1", "1.0", "2", "2L", "1e0", "0.5", "5e-1", "1.5");
  private static final List<String> TEXTS = List.of("\"a\"", "'a'", "\"ab\"", "\"b\"", "\"1\"");
  private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=");

  @Test
  void whatNeverFiresDoesNot(@TempDir Path folder) throws IOException {
    held(folder, CertainWarningsTest::equality, VALUES);
  }

  @Test
  void whatIsSaidOfTheOrderOfNumbersHolds(@TempDir Path folder) throws IOException {
    held(
        folder,
        CertainWarningsTest::ofNumbers,
        Arrays.asList(null, -1, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 3));
  }

  @Test
  void whatIsSaidOfTextsHolds(@TempDir Path folder) throws IOException {
    held(
        folder,
        CertainWarningsTest::ofTexts,
        Arrays.asList(null, "", "0", "1", "A", "a", "aa", "ab", "abb", "b", "c"));
  }

  /** Holds each warning that is certain against what the rules do with some values. */
  private static void held(Path folder, Function<Random, String> test, List<Object> values)
      throws IOException {
    Random random = new Random(Long.getLong("equipoise.seed", 11));
    StringBuilder drl = new StringBuilder("package some\n");
    for (int i = 0; i < 150; i++) {
      drl.append("rule \"r" + i + "\" @Principle when $o : Output( ")
          .append(test.apply(random))
          .append(", ")
          .append(test.apply(random))
          .append(" ) then ")
          .append(i % 2 == 0 ? "forbid" : "permit")
          .append("( $o, \"r" + i + "\" ); end\n");
    }
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("some.drl"), drl);
    Constitution constitution = Constitution.load(folder);
    List<Problem> warnings = Warnings.of(folder, constitution.rules().values(), null);

    Map<Object, Set<String>> spoke = new HashMap<>();
    for (Object x : values) {
      Map<String, Object> named = new HashMap<>();
      named.put("x", x);
      Case given =
          new Case(
              "C",
              null,
              Attributes.none(),
              List.of(
                  new Output(
                      "o",
                      x instanceof String text ? text : null,
                      null,
                      Attributes.of(named),
                      Attributes.none())),
              List.of(),
              Attributes.none());
      Set<String> names = new HashSet<>();
      new Decider(constitution)
          .decide(given, List.of())
          .outputs()
          .forEach(it -> it.claims().forEach(claim -> names.add(claim.claim().claimant().name())));
      spoke.put(x, names);
    }
    Set<String> ever = new HashSet<>();
    spoke.values().forEach(ever::addAll);
    List<String> wrong = new ArrayList<>();
    int certain = 0;
    for (Problem warning : warnings) {
      if (warning.code().equals("never-fires")) {
        certain++;
        if (ever.contains(warning.subject())) {
          wrong.add(warning.toString());
        }
      }
    }
    for (Problem warning : warnings) {
      String other = warning.message().replaceFirst("[^`]*`(r\\d+)`.*", "$1");
      if (warning.message().startsWith("wherever the rule fires, `r")) {
        certain++;
        spoke.forEach(
            (value, names) -> {
              if (names.contains(warning.subject()) && !names.contains(other)) {
                wrong.add(value + ": " + warning);
              }
            });
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    assertTrue(certain > 20, "only " + certain + " warnings: " + warnings);
    assertTrue(ever.size() > 20, "only " + ever + " ever fire");
  }

  private static String one(List<String> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  /** Equalities, so that no value makes the decision an error. */
  private static String equality(Random random) {
    return "attr(\"x\") " + (random.nextInt(3) == 0 ? "!=" : "==") + " " + one(LITERALS, random);
  }

  private static String ofNumbers(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> equality(random);
      case 1 -> among(NUMBERS, random);
      default -> "attr(\"x\") " + one(OPERATORS, random) + " " + one(NUMBERS, random);
    };
  }

  private static String ofTexts(Random random) {
    String not = random.nextBoolean() ? "not " : "";
    return switch (random.nextInt(8)) {
      case 0 -> equality(random);
      case 1 -> among(TEXTS, random);
      case 2 -> "attr(\"x\") " + not + "matches " + one(List.of("\"a.*\"", "'a'"), random);
      case 3 -> "text " + not + "contains " + one(TEXTS, random);
      case 4 -> "text " + one(OPERATORS, random) + " " + one(TEXTS, random);
      default -> "attr(\"x\") " + one(OPERATORS, random) + " " + one(TEXTS, random);
    };
  }

  private static String among(List<String> literals, Random random) {
    return "attr(\"x\") "
        + (random.nextBoolean() ? "not " : "")
        + "in ( "
        + one(literals, random)
        + ", "
        + one(literals, random)
        + " )";
  }
}
