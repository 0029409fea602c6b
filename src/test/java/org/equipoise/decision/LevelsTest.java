package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.revision.Cost;
import org.junit.jupiter.api.Test;

/** Rules and judgments of five levels: what decides is the highest level that is not even. */
class LevelsTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);
  private static final List<String> LEVELS =
      List.of("root", "system", "developer", "user", "guideline");
  private static final int RULES = 40;
  private static final double MARGIN = 0.1;

  /**
   * A rule that reads one attribute.
   *
   * @param level its rank
   */
  private record Norm(String id, boolean isAgainst, int level, double weight) {
    String text() {
      return """
          rule "%s" @Principle( level = "%s", weight = %s )
          when $o : Output( attr("%s") == true ) then %s( $o, "%s" ); end
          """
          .formatted(
              id,
              LEVELS.get(level),
              BigDecimal.valueOf(weight).toPlainString(),
              id,
              isAgainst ? "forbid" : "permit",
              id);
    }

    Norm times(double factor) {
      return new Norm(id, isAgainst, level, weight * factor);
    }
  }

  private static List<Norm> norms() {
    Random random = new Random(5);
    List<Norm> norms = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      double weight =
          i % 2 == 0 ? (1 + random.nextInt(9)) / 10.0 : 1e-9 * (1 + random.nextInt(999_999_999));
      norms.add(new Norm("r" + i, random.nextBoolean(), i % LEVELS.size(), weight));
    }
    return norms;
  }

  private static Constitution constitution(List<Norm> norms) {
    String levels =
        LEVELS.stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(",", "[", "]"));
    String stakeholders =
        LEVELS.stream()
            .map(it -> "\"" + it + "\":{\"weight\":0.5,\"level\":\"" + it + "\"}")
            .collect(Collectors.joining(",", "{", "}"));
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\",\"levels\":"
                + levels
                + ",\"settings\":{\"stakeholders\":"
                + stakeholders
                + "}}",
            "rules.drl",
            "package levels\n" + norms.stream().map(Norm::text).collect(Collectors.joining())));
  }

  /** A case to which some norms apply, with judgments of some levels. */
  private record Trial(Case given, List<Norm> norms, List<Judgment> judgments) {
    static Trial of(long seed, List<Norm> all) {
      Random random = new Random(seed);
      List<Norm> some = new ArrayList<>(all);
      Collections.shuffle(some, random);
      List<Norm> norms = some.subList(0, random.nextInt(7));
      Map<String, Object> attributes = new HashMap<>();
      norms.forEach(it -> attributes.put(it.id(), true));
      List<Judgment> judgments = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        judgments.add(
            new Judgment(
                "J" + j,
                "C",
                new Judgment.OnOutput(
                    "o", random.nextBoolean() ? DeonticStatus.FORBIDDEN : DeonticStatus.PERMITTED),
                LEVELS.get(random.nextInt(LEVELS.size())),
                0.5,
                null,
                Attributes.none(),
                Attributes.none()));
      }
      Case given =
          new Case(
              "C",
              null,
              Attributes.none(),
              List.of(Output.of("o", Attributes.of(attributes))),
              List.of(),
              Attributes.none());
      return new Trial(given, norms, judgments);
    }

    /** What speaks against the output on each level, or for it, in billionths. */
    long[] sums(boolean isAgainst) {
      long[] sums = new long[LEVELS.size()];
      norms.stream()
          .filter(it -> it.isAgainst() == isAgainst)
          .forEach(it -> sums[it.level()] += Math.round(it.weight() * 1e9));
      for (Judgment judgment : judgments) {
        boolean forbids =
            ((Judgment.OnOutput) judgment.verdict()).status() == DeonticStatus.FORBIDDEN;
        if (forbids == isAgainst) {
          sums[LEVELS.indexOf(judgment.stakeholder())] += 250_000_000L;
        }
      }
      return sums;
    }

    /** The highest level on which for and against differ, or -1. */
    int deciding() {
      for (int level = 0; level < LEVELS.size(); level++) {
        if (sums(true)[level] != sums(false)[level]) {
          return level;
        }
      }
      return -1;
    }
  }

  private static void isWhatTheSumsSay(Trial trial, OutputDecision decided, String where) {
    long[] against = trial.sums(true);
    long[] infavour = trial.sums(false);
    for (int level = 0; level < LEVELS.size(); level++) {
      assertEquals(against[level], decided.allowing().cost().billionths(level), where);
      assertEquals(infavour[level], decided.blocking().cost().billionths(level), where);
    }
    int level = trial.deciding();
    if (level < 0) {
      assertNull(decided.level(), where);
      return;
    }
    double margin =
        (double) (infavour[level] - against[level]) / (infavour[level] + against[level]);
    assertEquals(LEVELS.get(level), decided.level(), where);
    assertEquals(margin, decided.margin(), where);
    assertEquals(
        margin >= MARGIN ? Verdict.ALLOW : margin <= -MARGIN ? Verdict.BLOCK : Verdict.ESCALATE,
        decided.verdict(),
        where);
  }

  @Test
  void aDecisionIsThatOfTheHighestLevelThatIsNotEven() {
    List<Norm> norms = norms();
    Decider decider = new Decider(constitution(norms));
    Map<Integer, Integer> decided = new HashMap<>();
    for (long seed = 0; seed < 10L * SEEDS; seed++) {
      Trial trial = Trial.of(seed, norms);
      Decision decision = decider.decide(trial.given(), trial.judgments());
      assertEquals(LEVELS, decision.levels().names());
      isWhatTheSumsSay(trial, decision.output("o"), "seed " + seed);
      decided.merge(trial.deciding(), 1, Integer::sum);
      List<Judgment> shuffled = new ArrayList<>(trial.judgments());
      Collections.reverse(shuffled);
      assertEquals(decision, decider.decide(trial.given(), shuffled), "seed " + seed);
    }
    assertEquals(LEVELS.size() + 1, decided.size(), decided + "");
  }

  @Test
  void weightsOfLowerLevelsDoNotAlterWhatAHigherOneDecides() {
    List<Norm> norms = norms();
    Decider decider = new Decider(constitution(norms));
    for (int level = 1; level < LEVELS.size(); level++) {
      int lowest = level;
      List<Norm> lighter =
          norms.stream().map(it -> it.level() < lowest ? it : it.times(0.1)).toList();
      Decider other = new Decider(constitution(lighter));
      int compared = 0;
      for (long seed = 0; seed < SEEDS; seed++) {
        Trial trial = Trial.of(seed, norms);
        if (trial.deciding() >= 0 && trial.deciding() < level) {
          OutputDecision one = decider.decide(trial.given(), trial.judgments()).output("o");
          OutputDecision two = other.decide(trial.given(), trial.judgments()).output("o");
          assertEquals(one.verdict(), two.verdict(), "seed " + seed);
          assertEquals(one.margin(), two.margin(), "seed " + seed);
          assertEquals(one.level(), two.level(), "seed " + seed);
          compared++;
        }
      }
      assertTrue(compared > 0, "nothing was decided above " + LEVELS.get(level));
    }
  }

  @Test
  void theCheapestRevisionGivesUpTheLowerSideOfEachOutput() {
    List<Norm> norms = norms();
    Constitution constitution = constitution(norms);
    for (long seed = 0; seed < SEEDS / 4; seed++) {
      Trial trial = Trial.of(seed, norms);
      Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution));
      advisor.add(trial.given(), trial.judgments());
      Advice advice = advisor.advise();
      OutputDecision decided =
          new Decider(constitution).decide(trial.given(), trial.judgments()).output("o");
      Cost allow = decided.allowing().cost();
      Cost block = decided.blocking().cost();
      assertEquals(
          allow.compareTo(block) < 0 ? allow : block,
          advice.revisions().get(0).cost(),
          "seed " + seed);
      assertTrue(advice.revisions().get(0).certified(), "seed " + seed);
    }
  }

  private static final String MANIFEST =
      "{\"name\":\"n\",\"version\":\"1\",\"levels\":[\"high\",\"low\"]}";

  @Test
  void whatNamesNoLevelIsOfTheLowestAndADisputedAttributeOfThatOfItsDeclaration() {
    String rules =
        """
        rule "forbids" @Principle
        when $o : Output( attr("bad") == true ) then forbid( $o, "bad" ); end
        rule "permits" @Principle( level = "high", weight = 0.1 )
        when $o : Output( attr("good") == true ) then permit( $o, "good" ); end
        """;
    Case given =
        new Case(
            "C",
            null,
            Attributes.none(),
            List.of(
                Output.of(
                    "o", Attributes.of(Map.of("bad", new Disputed(true, 0.9), "good", true)))),
            List.of(),
            Attributes.none());
    Constitution plain = Constitution.of(Map.of("constitution.json", MANIFEST, "r.drl", rules));
    OutputDecision decided = new Decider(plain).decide(given).output("o");
    assertEquals("low", plain.rules().get("forbids").rule().level());
    assertEquals(Verdict.ALLOW, decided.verdict());
    assertEquals("high", decided.level());
    Constitution declared =
        Constitution.of(
            Map.of(
                "constitution.json",
                MANIFEST,
                "r.drl",
                rules.replace("@Principle\n", "@Principle @Entrenched\n"),
                "attributes.json",
                """
                {"bad": {"of": "output", "type": "boolean", "level": "high"},
                 "good": {"of": "output", "type": "boolean"}}
                """));
    OutputDecision disputed = new Decider(declared).decide(given).output("o");
    assertEquals("0.9 at high", disputed.allowing().cost().toString());
    assertEquals(Verdict.BLOCK, disputed.verdict());
  }

  @Test
  void aTheoryOfALowLevelChangesAWeightWithinItsLevel() {
    String rules =
        """
        rule "forbids" @Principle( level = "high", weight = 0.2 ) @Tags( "t" )
        when $o : Output( attr("bad") == true ) then forbid( $o, "bad" ); end
        rule "permits" @Principle
        when $o : Output( attr("bad") == true ) then permit( $o, "good" ); end
        rule "lowers" @Theory( level = "low" )
        when $p : Principle( tags contains "t", level == "high" ) then undermine( $p, 1, "so" ); end
        """;
    Constitution constitution =
        Constitution.of(Map.of("constitution.json", MANIFEST, "r.drl", rules));
    Case given =
        new Case(
            "C",
            null,
            Attributes.none(),
            List.of(Output.of("o", Attributes.of(Map.of("bad", true)))),
            List.of(),
            Attributes.none());
    OutputDecision decided = new Decider(constitution).decide(given).output("o");
    assertEquals("0.1 at high", decided.allowing().cost().toString());
    assertEquals(Verdict.BLOCK, decided.verdict());
  }
}
