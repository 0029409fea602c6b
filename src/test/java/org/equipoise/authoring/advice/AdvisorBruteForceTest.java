package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.junit.jupiter.api.Test;

/**
 * Random constitutions, as random choices among rules with and without negation, against every set
 * of relaxations tried by inference: without levels, and of two to five.
 */
class AdvisorBruteForceTest {
  private static final int TRIALS = Math.max(100, Integer.getInteger("equipoise.seeds", 300));
  private static final int LEVELLED = Math.max(60, Integer.getInteger("equipoise.seeds", 200) / 2);

  @Test
  void theBestRevisionsAndThePricesAreThoseOfTryingEverything() {
    check(TRIALS, seed -> new AdvisorTrial(seed, 0));
  }

  @Test
  void ofSeveralLevelsTheyAreTheFirstLevelByLevel() {
    check(
        LEVELLED,
        seed ->
            new AdvisorTrial(seed, AdvisorTrial.NUMBERS.get(seed % AdvisorTrial.NUMBERS.size())));
  }

  private static void check(int trials, IntFunction<AdvisorTrial> of) {
    int conflicting = 0;
    int irreconcilable = 0;
    for (int seed = 0; seed < trials; seed++) {
      AdvisorTrial trial = of.apply(seed);
      conflicting += trial.isInConflict() ? 1 : 0;
      irreconcilable += check(trial) ? 0 : 1;
    }
    assertTrue(conflicting > trials / 3, "only " + conflicting + " trials had a conflict");
    assertTrue(irreconcilable < trials / 3, irreconcilable + " trials had no revision");
  }

  /** Compares the advice with trying everything; false if there is nothing to compare. */
  private static boolean check(AdvisorTrial trial) {
    Advice advice = trial.advisor().advise();
    String seed = String.valueOf(trial.seed);
    List<List<Relaxation>> holding = trial.holding();
    if (!advice.irreconcilable().isEmpty()) {
      assertTrue(holding.isEmpty(), "seed " + seed + ": " + holding);
      return false;
    }
    if (holding.isEmpty()) {
      assertTrue(
          advice.revisions().isEmpty() || !advice.revisions().get(0).verified(),
          "seed " + seed + ": " + advice.revisions());
      return false;
    }
    List<List<Relaxation>> minimal = new ArrayList<>();
    for (List<Relaxation> each : holding) {
      if (minimal.size() < 3 && minimal.stream().noneMatch(each::containsAll)) {
        minimal.add(each);
      }
    }
    Revision best = advice.revisions().get(0);
    assertTrue(best.certified() && best.verified(), "seed " + seed);
    assertEquals(
        minimal,
        advice.revisions().stream().map(Revision::relaxations).toList(),
        "seed " + seed + " with " + trial.active);
    for (Advice.Price price : advice.prices()) {
      assertEquals(
          price(price.element(), holding),
          price.priceOfKeeping().orElseThrow(),
          "seed " + seed + ", price of " + price.element());
    }
    return true;
  }

  private static Cost price(AppliedElement kept, List<List<Relaxation>> holding) {
    Cost best = AdvisorTrial.cost(holding.get(0));
    return holding.stream()
        .filter(it -> it.stream().noneMatch(relaxation -> relaxation.covers(kept)))
        .map(it -> AdvisorTrial.cost(it).minus(best))
        .findFirst()
        .orElse(Cost.INFINITE);
  }
}
