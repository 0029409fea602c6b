package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.revision.CountedJudgments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Decisions by outline, or with what was found out before, beside those of the same cases from the
 * start: without a budget nothing is taken from before.
 */
class OutlinesTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 30);
  private static final int CASES = 60;
  private static final Pattern READS =
      Pattern.compile(
          "\\b(attr|num|text|flag|list|getText|getAuthor|getContext|Message|Session)\\b");

  private static final String ALL = "$o : Output( attr(\"f\") == true )";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDecisionIsTheSameFromTheStart(boolean hasLevels) {
    Constitution constitution = OutlinedCases.constitution(hasLevels);
    Decider decider = new Decider(constitution);
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      for (int i = 0; i < CASES; i++) {
        Case given = OutlinedCases.given(random, seed * CASES + i);
        Decision fromTheStart =
            decider.decide(CountedJudgments.infer(constitution, given, List.of()));
        Decision decision = decider.decide(given);
        assertEquals(fromTheStart, decision);
        assertEquals(DecisionWriter.toJson(fromTheStart), DecisionWriter.toJson(decision));
      }
    }
    assertTrue(decider.outlines().used() > SEEDS * CASES / 10, "too few decisions by outline");
  }

  @ParameterizedTest
  @CsvSource({"false,each", "true,each", "false,one", "true,one"})
  void aDecisionWithJudgmentsIsTheSameFromTheStart(boolean hasLevels, String voices) {
    Constitution constitution = OutlinedCases.constitution(hasLevels, voices);
    Decider decider = new Decider(constitution);
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      for (int i = 0; i < CASES; i++) {
        Case given = OutlinedCases.given(random, seed * CASES + i, seed % 4 == 0 ? 4 : 20);
        List<Judgment> judgments = OutlinedCases.judgments(random, given);
        Decision fromTheStart =
            decider.decide(CountedJudgments.infer(constitution, given, judgments));
        Decision decision = decider.decide(given, judgments);
        assertEquals(DecisionWriter.toJson(fromTheStart), DecisionWriter.toJson(decision));
        assertEquals(fromTheStart, decision);
      }
    }
    assertTrue(decider.outlines().used() > SEEDS * CASES / 20, "too few decisions by outline");
  }

  /**
   * Each circumstance is one that some rule looks at; and there is one holder who lifts defaults.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "forced",
        "partial",
        "rash",
        "costly",
        "sure",
        "wise",
        "seconded",
        "heard",
        "bare",
        "of dan"
      })
  void whatRulesMakeOfAJudgmentIsHeededAfterOthersOfItsShape(String circumstance) {
    Constitution constitution = OutlinedCases.constitution(true);
    for (DeonticStatus status : DeonticStatus.values()) {
      Decider decider = new Decider(constitution);
      for (int i = 0; i < 8; i++) {
        boolean isPlain = i < 4 || i == 6;
        boolean isUnheard = !isPlain && circumstance.equals("heard");
        Attributes its = Attributes.of(Map.of("p", true, "f1", true, "u", isUnheard, "why", "so"));
        Case given =
            Case.of("C-" + i, Output.of("a", its))
                .withAttributes(Attributes.of(Map.of("t", i > 5)));
        Judgment judgment =
            new Judgment(
                "J-" + i,
                given.id(),
                new Judgment.OnOutput("a", status),
                !isPlain && circumstance.equals("of dan") ? "dan" : "ann",
                0.5 + 0.01 * i,
                null,
                Attributes.of(isPlain ? Map.of() : Map.of(circumstance, true)),
                Attributes.none());
        assertEquals(
            decider.decide(CountedJudgments.infer(constitution, given, List.of(judgment))),
            decider.decide(given, List.of(judgment)));
      }
      assertTrue(decider.outlines().used() > 0);
    }
  }

  @Test
  void aLimitIsMetWhereItIsMetFromTheStart() {
    Decider decider = new Decider(OutlinedCases.constitution(false));
    long steps = 1;
    while (decideWithin(decider, steps).state() == DecisionState.ERROR) {
      steps++;
    }
    for (int i = 0; i < 3; i++) {
      decider.decide(many(i));
    }
    assertEquals(2, decider.outlines().used());
    assertEquals(DecisionState.ERROR, decideWithin(decider, steps - 1).state());
    assertEquals(DecisionState.DECIDED, decideWithin(decider, steps).state());
    assertEquals(2, decider.outlines().used());
    assertEquals(DecisionState.DECIDED, decideWithin(decider, 1_000_000).state());
    assertEquals(3, decider.outlines().used());
  }

  /** Otherwise each case in a shape of its own would be decided from the start for ever. */
  @Test
  void theSameRulesNeedNoSecondCaseAndOtherRulesDo() {
    Decider decider = new Decider(OutlinedCases.constitution(false));
    decider.decide(forbidden(0, "f0"));
    decider.decide(forbidden(1, "f0"));
    assertEquals(1, decider.outlines().used());
    decider.decide(forbidden(2, "f3"));
    assertEquals(1, decider.outlines().used());
    decider.decide(forbidden(3, "f6"));
    assertEquals(2, decider.outlines().used());
  }

  /** What theories say of one weight for several reasons is one conclusion, and counts once. */
  @Test
  void aLimitOfConclusionsIsMetWhereTheoriesWeighAsOftenAndSayMore() {
    StringBuilder text =
        new StringBuilder(
            OutlinedCases.rule("r", "@Principle( weight = 0.5 )", ALL, "forbid( $o );"));
    for (int i = 0; i < 3; i++) {
      text.append(
          OutlinedCases.rule(
              "same" + i,
              "@Theory( weight = 0.6 )",
              "Case( attr(\"same\") == true ) $p : Principle( id == \"r\" )",
              "support( $p, 0.5, \"reason " + i + "\" );"));
      text.append(
          OutlinedCases.rule(
              "other" + i,
              "@Theory( weight = 0.6 )",
              "Case( attr(\"other\") == true ) $p : Principle( id == \"r\" )",
              "support( $p, 0." + (i + 1) + ", \"reason\" );"));
    }
    Decider decider = new Decider(limited(3, text.toString()));
    for (int i = 0; i < 4; i++) {
      decider.decide(weighed(i, "other", false));
      assertEquals(DecisionState.DECIDED, decider.decide(weighed(i, "same", true)).state());
    }
    assertTrue(decider.outlines().used() > 0);
    assertEquals(DecisionState.ERROR, decider.decide(weighed(9, "other", true)).state());
  }

  /** What is alike is a conclusion too. */
  @Test
  void aLimitOfConclusionsIsMetWhereMoreIsAlike() {
    Constitution constitution =
        limited(
            3,
            OutlinedCases.rule("r", "@Principle( weight = 0.5 )", ALL, "forbid( $o );")
                + OutlinedCases.rule(
                    "kin",
                    "@Theory( weight = 0.5 )",
                    "$o : Output( attr(\"kin\") == true ) Principle( $p : id )",
                    "alike( $o, $p, \"kin\" ); alike( $o, 1, \"one\" ); alike( $o, 1, \"two\" );"));
    Decider decider = new Decider(constitution);
    for (int i = 0; i < 4; i++) {
      assertEquals(DecisionState.DECIDED, decider.decide(forbidden(i, "f")).state());
    }
    assertTrue(decider.outlines().used() > 0);
    Case alike = Case.of("C-9", Output.of("a", Attributes.of(Map.of("f", true, "kin", true))));
    assertEquals(DecisionState.ERROR, decider.decide(alike).state());
  }

  /** Its claims come and go with those that it looks at. */
  @Test
  void noOutlineIsUsedWhereARuleClaimsByWhatIsClaimed() {
    Decider decider =
        new Decider(
            limited(
                100,
                OutlinedCases.rule("r", "@Principle( weight = 0.5 )", ALL, "forbid( $o );")
                    + OutlinedCases.rule(
                        "s",
                        "@Principle( weight = 0.5 )",
                        "$o : Output( attr(\"never\") == true ) Claim( output == $o.id )",
                        "permit( $o );")));
    for (int i = 0; i < 4; i++) {
      decider.decide(forbidden(i, "f"));
    }
    assertEquals(0, decider.outlines().used());
  }

  private static Constitution limited(int facts, String rules) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\",\"settings\":{\"limits\":{\"facts\":"
                + facts
                + "}}}",
            "rules.drl",
            "package limited\n\n" + rules));
  }

  private static Case weighed(int number, String theories, boolean isForbidden) {
    return Case.of("C-" + number, Output.of("a", Attributes.of(Map.of("f", isForbidden))))
        .withAttributes(Attributes.of(Map.of(theories, true)));
  }

  private static Case forbidden(int number, String flag) {
    return Case.of("C-" + number, Output.of("a", Attributes.of(Map.of(flag, true))));
  }

  /** A case of which many rules speak. */
  private static Case many(int number) {
    Map<String, Object> its = new TreeMap<>();
    for (int i = 0; i < OutlinedCases.RULES; i++) {
      its.put("f" + i, i % 5 < 4);
    }
    return Case.of("C-" + number, Output.of("a", Attributes.of(its)))
        .withAttributes(Attributes.of(Map.of("t", true)));
  }

  private static Decision decideWithin(Decider decider, long steps) {
    return decider.decideWithin(new Budget(60_000_000_000L, steps, 64L << 20), many(5), List.of());
  }

  /** What an outline leaves out of a case, the rules of the kernel must not look at. */
  @Test
  void theKernelReadsNoAttributes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("rules/kernel"))) {
      List<Path> all = files.toList();
      assertFalse(all.isEmpty());
      for (Path file : all) {
        assertFalse(READS.matcher(Files.readString(file)).find(), file.toString());
      }
    }
  }
}
