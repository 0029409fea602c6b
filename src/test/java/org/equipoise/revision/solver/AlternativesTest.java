package org.equipoise.revision.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlternativesTest {
  private static final int INSTANCES = 4_000;

  @Test
  void the_first_minimal_hitting_sets_come_in_the_order_of_exhaustive_search() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = HittingSetSolverTest.small(seed);
      List<HittingSet> all = Exhaustive.minimal(problem);
      int wanted = 1 + seed % 12;
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      Ranking ranking = HittingSetSolver.first(wanted, problem, solution, SolveLimits.none());
      assertEquals(all.subList(0, Math.min(wanted, all.size())), ranking.sets(), "seed " + seed);
      assertTrue(ranking.complete(), "seed " + seed);
    }
  }

  @Test
  void every_price_of_keeping_is_what_forbidding_the_element_costs() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = HittingSetSolverTest.small(seed);
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      assertEquals(
          pricesByExhaustion(problem),
          HittingSetSolver.prices(problem, solution, SolveLimits.none()),
          "seed " + seed);
    }
  }

  /** By definition, over the minimal hitting sets without the element. */
  private static List<Price> pricesByExhaustion(HittingSetProblem problem) {
    List<HittingSet> all = Exhaustive.minimal(problem);
    Set<Integer> inSomeSet = new HashSet<>();
    for (int s = 0; s < problem.sets(); s++) {
      for (int e : problem.set(s)) {
        inSomeSet.add(e);
      }
    }
    List<Price> prices = new ArrayList<>();
    for (int e = 0; e < problem.elements(); e++) {
      int kept = e;
      if (problem.cost(e) != HittingSetProblem.NEVER && inSomeSet.contains(e)) {
        long price =
            all.stream()
                .filter(it -> !it.elements().contains(kept))
                .mapToLong(it -> it.cost() - all.get(0).cost())
                .min()
                .orElse(HittingSetProblem.NEVER);
        prices.add(new Price(e, price, price));
      }
    }
    return prices;
  }
}
