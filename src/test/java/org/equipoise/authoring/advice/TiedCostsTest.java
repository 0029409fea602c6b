package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.revision.Revision;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Backtracking;
import org.equipoise.revision.solver.internal.HittingSet;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Judgments of equal and few confidences, some of which differ in what is not written of a cost,
 * and entrenched rules that let not all of some stand, or forbid an output for as long as some
 * stand: advice and decisions must find the same hitting sets as backtracking.
 */
class TiedCostsTest {
  private static final int TRIALS = Math.max(60, Integer.getInteger("equipoise.seeds", 60));
  private static final int JUDGMENTS = 30;
  private static final int RULES = 60;
  private static final double[][] CONFIDENCES = {
    {1}, {0.25}, {0.5, 1}, {0.2, 0.4, 1}, {0.744498778, 0.744498779, 0.7444985, 0.744499}
  };

  @TempDir private static Path folder;
  private static Constitution constitution;

  /** For each rule, the judgments it reads. */
  private static final int[][] READ = new int[RULES][];

  @BeforeAll
  static void load() throws IOException {
    Random random = new Random(14);
    StringBuilder text = new StringBuilder("package tied\n");
    for (int r = 0; r < RULES; r++) {
      READ[r] = random.ints(0, JUDGMENTS).distinct().limit(2 + random.nextInt(3)).toArray();
      text.append("rule \"r").append(r).append("\" @Principle @Entrenched when\n");
      text.append("  Case( attr(\"r").append(r).append("\") == true )\n");
      for (int j : READ[r]) {
        text.append("  $j")
            .append(j)
            .append(" : Judgment( id == \"")
            .append(id(j))
            .append("\" )\n");
      }
      text.append(r % 2 == 0 ? "" : "  $o : Output( id == \"held\" )\n").append("then\n");
      text.append(r % 2 == 0 ? "  conflict( \"not all\"" : "  forbid( $o, \"they stand\"");
      for (int i = 0; r % 2 == 0 && i < READ[r].length; i++) {
        text.append(", $j").append(READ[r][i]);
      }
      text.append(" );\nend\n");
    }
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("rules.drl"), text);
    constitution = Constitution.load(folder);
  }

  private static String id(int judgment) {
    return "J" + (10 + judgment);
  }

  /** A case in which some of the rules of one kind apply, and what backtracking is to solve. */
  private record Trial(Case given, List<Judgment> judgments, HittingSetProblem problem) {
    static Trial of(int seed, int kind) {
      Random random = new Random(seed);
      double[] confidences = CONFIDENCES[seed % CONFIDENCES.length];
      Map<String, Object> active = new HashMap<>();
      List<int[]> sets = new ArrayList<>();
      for (int r = kind; r < RULES; r += 2) {
        if (random.nextInt(6) > 0) {
          active.put("r" + r, true);
          sets.add(READ[r]);
        }
      }
      List<Output> outputs = new ArrayList<>(List.of(Output.of("held", Attributes.none())));
      List<Judgment> judgments = new ArrayList<>();
      long[] costs = new long[JUDGMENTS];
      for (int j = 0; j < JUDGMENTS; j++) {
        double confidence = confidences[random.nextInt(confidences.length)];
        costs[j] = Math.round(confidence * 1e9);
        outputs.add(Output.of("o" + j, Attributes.none()));
        judgments.add(
            Judgment.of(
                id(j), "C", new Judgment.OnOutput("o" + j, DeonticStatus.PERMITTED), confidence));
      }
      Collections.shuffle(judgments, random);
      Case given =
          new Case("C", null, Attributes.of(active), outputs, List.of(), Attributes.none());
      return new Trial(given, judgments, HittingSetProblem.of(costs, sets.toArray(int[][]::new)));
    }
  }

  private static List<String> ids(HittingSet set) {
    return set.elements().stream().map(TiedCostsTest::id).toList();
  }

  @Test
  void adviceGivesTheFirstRevisionsAndThePricesOfBacktracking() {
    for (int seed = 0; seed < TRIALS; seed++) {
      Trial trial = Trial.of(seed, 0);
      Advisor advisor = new Advisor(constitution, new Advisor.Options(4, 8, SolveLimits.none()));
      advisor.add(trial.given(), trial.judgments());
      Advice advice = advisor.advise();
      List<HittingSet> expected = Backtracking.first(4, trial.problem());
      String where = "seed " + seed;
      assertEquals(
          expected.stream().map(TiedCostsTest::ids).toList(),
          advice.revisions().stream()
              .map(it -> it.relaxations().stream().map(r -> r.element().name()).toList())
              .toList(),
          where);
      for (int i = 0; i < expected.size(); i++) {
        Revision revision = advice.revisions().get(i);
        assertEquals(expected.get(i).cost(), revision.cost().billionths(), where);
        assertTrue(revision.certified() && revision.verified(), where);
      }
      for (Advice.Price price : advice.prices()) {
        if (!price.element().element().isRule()) {
          int kept = Integer.parseInt(price.element().element().name().substring(1)) - 10;
          long without = Backtracking.costWithout(kept, trial.problem());
          assertEquals(
              without - expected.get(0).cost(),
              price.priceOfKeeping().orElseThrow().billionths(),
              where + ", price of " + price.element());
        }
      }
    }
  }

  @Test
  void aDecisionCostsWhatBacktrackingGivesUp() {
    for (int seed = 0; seed < TRIALS; seed++) {
      Trial trial = Trial.of(seed, 1);
      OutputDecision held =
          new Decider(constitution)
              .decide(trial.given(), trial.judgments()).outputs().stream()
                  .filter(it -> it.output().equals("held"))
                  .findFirst()
                  .orElseThrow();
      HittingSet expected = Backtracking.first(1, trial.problem()).get(0);
      assertEquals(expected.cost(), held.allowing().cost().billionths(), "seed " + seed);
      assertEquals(
          ids(expected),
          held.allowing().relaxations().stream().map(it -> it.element().name()).toList(),
          "seed " + seed);
    }
  }

  @Test
  void whereverALimitIsMetAdviceGivesWhatItFoundAndABoundThatHolds() {
    for (int seed = 0; seed < TRIALS / 4; seed++) {
      Trial trial = Trial.of(seed, 0);
      long least = Backtracking.first(1, trial.problem()).get(0).cost();
      for (int looks : new int[] {0, 1, 3, 10 + seed, 100 + 7 * seed}) {
        int[] looked = {0};
        SolveLimits limits = SolveLimits.none().withCancellation(() -> ++looked[0] > looks);
        Advisor advisor = new Advisor(constitution, new Advisor.Options(4, 8, limits));
        advisor.add(trial.given(), trial.judgments());
        Advice advice = advisor.advise();
        String where = "seed " + seed + ", " + looks + " looks";
        Revision best = advice.revisions().get(0);
        assertTrue(best.lowerBound().billionths() <= least, where);
        if (advice.notComputed().contains("conflicts")) {
          assertFalse(best.certified() || best.verified(), where);
          continue;
        }
        assertTrue(least <= best.cost().billionths(), where);
        assertEquals(best.certified(), best.lowerBound().equals(best.cost()), where);
        assertTrue(
            IntStream.range(0, trial.problem().sets())
                .allMatch(
                    s ->
                        Arrays.stream(trial.problem().set(s))
                            .anyMatch(
                                j ->
                                    best.relaxations().stream()
                                        .anyMatch(it -> it.element().name().equals(id(j))))),
            where);
      }
    }
  }
}
