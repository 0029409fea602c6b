package org.equipoise.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal")
class CountedJudgmentsTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);
  private static final String RULES =
      """
      package voices
      rule "no-harm" @Principle( weight = 1.0 )
      when $o : Output( attr("harms") == true )
      then forbid( $o, "it harms" ); end

      rule "not-considered" @Theory( weight = 1.0 )
      when $j : Judgment( attr("bribed") == true )
      then exclude( $j, "it was paid for" ); end

      rule "in-haste" @Theory( weight = 1.0 )
      when $j : Judgment( attr("hurried") == true )
      then discount( $j, 0.25, "made in haste" ); end
      """;
  private static final Constitution EACH = constitution("each");
  private static final Constitution ONE = constitution("one");

  private static Constitution constitution(String voices) {
    String manifest =
        """
        {"name": "voices", "version": "1", "settings": {"voices": "%s",
         "stakeholders": {"board": 0.5, "*": 0.75, "staff": 1}}}
        """;
    return Constitution.of(
        Map.of("constitution.json", manifest.formatted(voices), "rules.drl", RULES));
  }

  private static Case harmful() {
    return Case.of(
        "C",
        new Output("a", null, null, Attributes.of(Map.of("harms", true)), Attributes.none()),
        Output.of("b", Attributes.none()));
  }

  private static Judgment judgment(
      String id,
      @Nullable String holder,
      Judgment.Verdict verdict,
      double confidence,
      Map<String, Object> circumstances) {
    return new Judgment(
        id,
        "C",
        verdict,
        holder,
        confidence,
        null,
        Attributes.of(circumstances),
        Attributes.none());
  }

  private static OutputDecision onA(Constitution constitution, Judgment... judgments) {
    return new Decider(constitution).decide(harmful(), List.of(judgments)).outputs().get(0);
  }

  private static Judgment permits(String id, String holder, double confidence) {
    return judgment(id, holder, new OnOutput("a", DeonticStatus.PERMITTED), confidence, Map.of());
  }

  @Test
  void twoJudgmentsOfOneHolderOutvoteAPrincipleOnlyWhereEachCounts() {
    Judgment[] twice = {permits("J1", "staff", 0.9), permits("J2", "staff", 0.8)};
    assertEquals(Verdict.ALLOW, onA(EACH, twice).verdict());
    assertEquals("1.7", onA(EACH, twice).blocking().cost().toString());
    assertEquals(Verdict.ESCALATE, onA(ONE, twice).verdict());
    assertEquals("0.9", onA(ONE, twice).blocking().cost().toString());
  }

  @Test
  void anObligationAndAPermissionAreOneVoiceForAnOutput() {
    Judgment obliges =
        judgment("J1", "staff", new OnOutput("a", DeonticStatus.OBLIGATORY), 0.9, Map.of());
    Judgment prefers = judgment("J3", "staff", new Preference("a", "b"), 0.6, Map.of());
    assertEquals(
        "0.9",
        onA(ONE, obliges, permits("J2", "staff", 0.9), prefers).blocking().cost().toString());
  }

  @Test
  void whoContradictsThemselvesIsHeardOnBothSides() {
    Judgment forbids =
        judgment("J1", "staff", new OnOutput("a", DeonticStatus.FORBIDDEN), 0.5, Map.of());
    OutputDecision decided = onA(ONE, forbids, permits("J2", "staff", 0.9));
    assertEquals("1.5", decided.allowing().cost().toString());
    assertEquals("0.9", decided.blocking().cost().toString());
  }

  @Test
  void ofAHolderWhoseStrongestJudgmentIsNotConsideredTheNextCounts() {
    Judgment bribed =
        judgment(
            "J1", "staff", new OnOutput("a", DeonticStatus.PERMITTED), 1, Map.of("bribed", true));
    assertEquals("0.4", onA(ONE, bribed, permits("J2", "staff", 0.4)).blocking().cost().toString());
  }

  @Test
  void judgmentsThatNameNoHolderAllCount() {
    assertEquals(
        "1.275", // each weighs 0.75, as those do who are not named
        onA(ONE, permits("J1", null, 0.9), permits("J2", null, 0.8)).blocking().cost().toString());
  }

  @Test
  void costsAreWhatAddingUpTheStrongestOfEachVoiceByHandGives() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Judgment> judgments = new ArrayList<>();
      int many = random.nextInt(8);
      for (int i = 0; i < many; i++) {
        judgments.add(drawn("J" + i, random));
      }
      for (Constitution constitution : List.of(EACH, ONE)) {
        Decision decision = new Decider(constitution).decide(harmful(), judgments);
        for (OutputDecision decided : decision.outputs()) {
          String what = "seed " + seed + ", " + constitution.settings().voices() + " " + decided;
          long against = byHand(constitution, judgments, decided.output(), false);
          long harm = decided.output().equals("a") ? 1_000_000_000L : 0;
          assertEquals(against + harm, decided.allowing().cost().billionths(), what);
          long infavour = byHand(constitution, judgments, decided.output(), true);
          assertEquals(infavour, decided.blocking().cost().billionths(), what);
        }
        Collections.shuffle(judgments, random);
        assertEquals(decision, new Decider(constitution).decide(harmful(), judgments));
      }
    }
  }

  /** Each clash is between something for an output and something against it: one side falls. */
  @Test
  void theCheapestRevisionGivesUpTheWeakerSideOfEachOutput() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Judgment> judgments = new ArrayList<>();
      int many = 2 + random.nextInt(8);
      for (int i = 0; i < many; i++) {
        Judgment drawn = drawn("J" + i, random);
        if (drawn.verdict() instanceof OnOutput it && it.output().equals("a")) {
          judgments.add(drawn);
        }
      }
      for (Constitution constitution : List.of(EACH, ONE)) {
        Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution));
        advisor.add(harmful(), judgments);
        long against = 1_000_000_000L + byHand(constitution, judgments, "a", false);
        long infavour = byHand(constitution, judgments, "a", true);
        assertEquals(
            Math.min(against, infavour),
            advisor.advise().revisions().get(0).cost().billionths(),
            "seed " + seed + ", " + constitution.settings().voices() + " " + judgments);
      }
    }
  }

  private static Judgment drawn(String id, Random random) {
    String[] holders = {"board", "staff", "passers-by", null};
    DeonticStatus status = DeonticStatus.values()[random.nextInt(3)];
    String output = random.nextBoolean() ? "a" : "b";
    Judgment.Verdict verdict =
        random.nextInt(5) == 0
            ? new Preference(output, output.equals("a") ? "b" : "a")
            : new OnOutput(output, status);
    Map<String, Object> circumstances =
        switch (random.nextInt(4)) {
          case 0 -> Map.of("bribed", true);
          case 1 -> Map.of("hurried", true);
          default -> Map.of();
        };
    return judgment(
        id, holders[random.nextInt(4)], verdict, (1 + random.nextInt(4)) / 4.0, circumstances);
  }

  private static long byHand(
      Constitution constitution, List<Judgment> judgments, String output, boolean isFor) {
    boolean isOne = constitution == ONE;
    Map<String, Long> byHolder = new HashMap<>();
    for (Judgment judgment : judgments) {
      boolean speaksFor =
          !(judgment.verdict() instanceof OnOutput it) || it.status() != DeonticStatus.FORBIDDEN;
      String on =
          judgment.verdict() instanceof OnOutput it
              ? it.output()
              : ((Preference) judgment.verdict()).preferred();
      if (!on.equals(output)
          || speaksFor != isFor
          || judgment.circumstances().get("bribed") != null) {
        continue;
      }
      String holder = judgment.stakeholder();
      double share =
          holder == null ? 0.75 : Map.of("board", 0.5, "staff", 1.0).getOrDefault(holder, 0.75);
      double haste = judgment.circumstances().get("hurried") != null ? 0.25 : 1;
      long weight = Math.round(judgment.confidence() * share * haste * 1e9);
      boolean countsOnce = isOne && holder != null;
      byHolder.merge(
          countsOnce ? holder : "each",
          weight,
          (one, other) -> countsOnce ? Math.max(one, other) : one + other);
    }
    return byHolder.values().stream().mapToLong(it -> it).sum();
  }
}
