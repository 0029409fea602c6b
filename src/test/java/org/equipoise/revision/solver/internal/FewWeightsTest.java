package org.equipoise.revision.solver.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/**
 * Problems of equal and few different costs, in which most hitting sets tie, large enough for every
 * means of the solver.
 */
class FewWeightsTest {
  private static final int INSTANCES = Math.max(300, Integer.getInteger("equipoise.seeds", 300));

  @Test
  void the_best_hitting_set_is_the_one_that_backtracking_finds_and_is_proven() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = Instances.fewWeights(seed);
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      assertEquals(Backtracking.first(1, problem).get(0), solution.best(), "seed " + seed);
      assertTrue(solution.certified() && solution.canonical(), "seed " + seed);
      assertEquals(
          solution.best().cost(),
          CertificateChecker.check(problem, solution.certificate().orElseThrow()),
          "seed " + seed);
    }
  }

  @Test
  void the_first_hitting_sets_come_in_the_order_of_backtracking() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = Instances.fewWeights(seed);
      int wanted = 2 + seed % 9;
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      Ranking ranking = HittingSetSolver.first(wanted, problem, solution, SolveLimits.none());
      assertEquals(Backtracking.first(wanted, problem), ranking.sets(), "seed " + seed);
      assertTrue(ranking.complete(), "seed " + seed);
    }
  }

  @Test
  void every_price_of_keeping_is_what_forbidding_the_element_costs() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = Instances.fewWeights(seed);
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      List<Price> prices = HittingSetSolver.prices(problem, solution, SolveLimits.none());
      TreeSet<Integer> priced = new TreeSet<>();
      for (Price price : prices) {
        priced.add(price.kept());
        long expected = price(price.kept(), solution, problem);
        assertEquals(new Price(price.kept(), expected, expected), price, "seed " + seed);
      }
      assertTrue(priced.containsAll(solution.best().elements()), "seed " + seed);
    }
  }

  @Test
  void the_order_of_the_sets_changes_neither_the_best_nor_the_ranking_nor_the_prices() {
    for (int seed = 0; seed < INSTANCES / 4; seed++) {
      HittingSetProblem problem = Instances.fewWeights(seed);
      List<int[]> sets = new ArrayList<>();
      for (int s = 0; s < problem.sets(); s++) {
        sets.add(problem.set(s));
      }
      Collections.shuffle(sets, new Random(seed));
      HittingSetProblem shuffled = Instances.withSets(problem, sets.toArray(int[][]::new));
      HittingSetSolution one = HittingSetSolver.solve(problem, SolveLimits.none());
      HittingSetSolution other = HittingSetSolver.solve(shuffled, SolveLimits.none());
      assertEquals(one.best(), other.best(), "seed " + seed);
      assertEquals(
          HittingSetSolver.first(6, problem, one, SolveLimits.none()),
          HittingSetSolver.first(6, shuffled, other, SolveLimits.none()),
          "seed " + seed);
      assertEquals(
          HittingSetSolver.prices(problem, one, SolveLimits.none()),
          HittingSetSolver.prices(shuffled, other, SolveLimits.none()),
          "seed " + seed);
    }
  }

  @Test
  void wherever_a_limit_is_met_what_was_found_hits_all_and_the_bounds_are_right() {
    for (int seed = 0; seed < INSTANCES / 4; seed++) {
      HittingSetProblem problem = Instances.fewWeights(seed);
      Map<Integer, Long> prices = new HashMap<>();
      long least = Backtracking.first(1, problem).get(0).cost();
      for (int looks : new int[] {0, 1, 2 + seed % 7, 10 + seed % 50, 100 + seed}) {
        String where = "seed " + seed + ", " + looks + " looks";
        HittingSetSolution solution = HittingSetSolver.solve(problem, after(looks));
        HittingSetSolverTest.assertHits(problem, solution.best());
        assertTrue(solution.lowerBound() <= least, where);
        assertTrue(least <= solution.best().cost(), where);
        Ranking ranking = HittingSetSolver.first(5, problem, solution, after(looks));
        assertEquals(solution.best(), ranking.sets().get(0), where);
        ranking.sets().forEach(it -> HittingSetSolverTest.assertHits(problem, it));
        if (solution.certified()) {
          for (Price price : HittingSetSolver.prices(problem, solution, after(looks))) {
            long expected =
                prices.computeIfAbsent(price.kept(), it -> price(it, solution, problem));
            assertTrue(price.lower() <= expected && expected <= price.upper(), where + price);
          }
        }
      }
    }
  }

  /** How much dearer it is to do without an element; nothing where the best does without it. */
  private static long price(int kept, HittingSetSolution solution, HittingSetProblem problem) {
    if (!solution.best().elements().contains(kept)) {
      return 0;
    }
    long without = Backtracking.costWithout(kept, problem);
    return without == HittingSetProblem.NEVER ? without : without - solution.best().cost();
  }

  /** Limits that are reached once they were looked at so often. */
  private static SolveLimits after(int looks) {
    AtomicInteger looked = new AtomicInteger();
    return SolveLimits.none().withCancellation(() -> looked.incrementAndGet() > looks);
  }
}
