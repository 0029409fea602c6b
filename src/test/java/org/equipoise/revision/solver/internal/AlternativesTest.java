package org.equipoise.revision.solver.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.revision.solver.SolveLimits;
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
  void components_of_very_different_costs_do_not_disturb_each_other() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int n = 12;
      long[] costs = new long[n];
      int[][] sets = new int[14][];
      for (int e = 0; e < n; e++) {
        costs[e] = e < n / 2 ? 1 + random.nextInt(3) : (1L << 52) + random.nextInt(3);
      }
      for (int s = 0; s < sets.length; s++) {
        sets[s] = random.ints(1 + random.nextInt(3), s % 2 * n / 2, (1 + s % 2) * n / 2).toArray();
      }
      HittingSetProblem problem = HittingSetProblem.of(costs, sets);
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      List<HittingSet> all = Exhaustive.minimal(problem);
      assertEquals(
          all.subList(0, Math.min(20, all.size())),
          HittingSetSolver.first(20, problem, solution, SolveLimits.none()).sets(),
          "seed " + seed);
    }
  }

  @Test
  void prices_and_ranking_of_a_large_problem_agree_with_solving_it_anew() {
    for (int seed = 0; seed < 2; seed++) {
      HittingSetProblem problem = Instances.clustered(200, seed);
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      for (Price price : HittingSetSolver.prices(problem, solution, SolveLimits.none())) {
        if (solution.best().elements().contains(price.kept())) {
          HittingSetSolution without =
              HittingSetSolver.solve(problem.without(price.kept()), SolveLimits.none());
          long expected =
              without.irreconcilable().isEmpty()
                  ? without.best().cost() - solution.best().cost()
                  : HittingSetProblem.NEVER;
          assertEquals(new Price(price.kept(), expected, expected), price, "seed " + seed);
        }
      }
      Ranking ranking = HittingSetSolver.first(10, problem, solution, SolveLimits.none());
      assertTrue(ranking.complete());
      assertEquals(solution.best(), ranking.sets().get(0));
      // The second best lacks some element of the best, so it is the best without that element.
      HittingSet second =
          solution.best().elements().stream()
              .map(e -> HittingSetSolver.solve(problem.without(e), SolveLimits.none()))
              .filter(it -> it.irreconcilable().isEmpty())
              .map(HittingSetSolution::best)
              .min(Exhaustive.order(problem))
              .orElseThrow();
      assertEquals(second, ranking.sets().get(1), "seed " + seed);
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

  @Test
  void the_price_of_keeping_a_group_is_what_forbidding_all_of_it_costs() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = HittingSetSolverTest.small(seed);
      Random random = new Random(seed);
      List<int[]> groups = new ArrayList<>();
      List<Price> expected = new ArrayList<>();
      List<HittingSet> all = Exhaustive.minimal(problem);
      for (int g = 0; g < 4; g++) {
        List<Integer> group =
            random
                .ints(1 + random.nextInt(3), 0, problem.elements())
                .distinct()
                .filter(e -> problem.cost(e) != HittingSetProblem.NEVER)
                .boxed()
                .toList();
        long price =
            all.stream()
                .filter(it -> Collections.disjoint(it.elements(), group))
                .mapToLong(it -> it.cost() - all.get(0).cost())
                .min()
                .orElse(HittingSetProblem.NEVER);
        expected.add(new Price(g, price, price));
        groups.add(group.stream().mapToInt(e -> e).toArray());
      }
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      List<Exchange> exchanges =
          HittingSetSolver.exchanges(groups, problem, solution, SolveLimits.none());
      assertEquals(expected, exchanges.stream().map(Exchange::price).toList(), "seed " + seed);
      for (Exchange exchange : exchanges) {
        if (exchange.price().lower() < HittingSetProblem.NEVER) {
          TreeSet<Integer> changed = new TreeSet<>(solution.best().elements());
          exchange(exchange, changed, "seed " + seed);
          for (int e : groups.get(exchange.price().kept())) {
            assertFalse(changed.contains(e), "seed " + seed);
          }
          HittingSetSolverTest.assertHits(
              problem,
              new HittingSet(
                  List.copyOf(changed), solution.best().cost() + exchange.price().lower()));
        }
      }
    }
  }

  @Test
  void prices_of_keeping_rules_in_cases_are_what_forbidding_to_relax_them_anywhere_costs() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int rules = 1 + random.nextInt(4);
      int cases = 10 + random.nextInt(20);
      int most = 1 + random.nextInt(9);
      int n = rules + cases * (rules + 1);
      long[] costs = new long[n];
      RuleReach[] reaches = new RuleReach[n];
      for (int e = 0; e < n; e++) {
        costs[e] = (1L + random.nextInt(most)) * (e < rules ? 1 + random.nextInt(8) : 1);
        boolean isJudgment = e >= rules && (e - rules) % (rules + 1) == rules;
        reaches[e] =
            e < rules ? RuleReach.EVERYWHERE : isJudgment ? RuleReach.NO_RULE : RuleReach.ONE_PLACE;
      }
      List<int[]> sets = new ArrayList<>();
      List<int[]> groups = new ArrayList<>();
      for (int c = 0; c < cases; c++) {
        int first = rules + c * (rules + 1);
        for (int r = 0; r < rules; r++) {
          int other = random.nextInt(rules);
          sets.add(new int[] {r, first + r, first + rules});
          sets.add(new int[] {r, first + r, other, first + other});
          if (random.nextInt(5) == 0) {
            int before = rules + random.nextInt(c + 1) * (rules + 1);
            sets.add(new int[] {r, first + r, other, before + other, before + rules});
          }
          groups.add(new int[] {r, first + r});
        }
      }
      HittingSetProblem problem = HittingSetProblem.of(costs, reaches, sets.toArray(int[][]::new));
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      List<Exchange> exchanges =
          HittingSetSolver.exchanges(groups, problem, solution, SolveLimits.none());
      for (int g = 0; g < groups.size(); g++) {
        String where = "seed " + seed + ", group " + g;
        HittingSetProblem without = problem.without(groups.get(g)[0]).without(groups.get(g)[1]);
        HittingSetSolution expected = HittingSetSolver.solve(without, SolveLimits.none());
        boolean isPossible = expected.irreconcilable().isEmpty();
        long price =
            isPossible ? expected.best().cost() - solution.best().cost() : HittingSetProblem.NEVER;
        assertEquals(new Price(g, price, price), exchanges.get(g).price(), where);
        if (!isPossible) {
          continue;
        }
        TreeSet<Integer> changed = new TreeSet<>(solution.best().elements());
        exchange(exchanges.get(g), changed, where);
        HittingSetSolverTest.assertHits(
            without, new HittingSet(List.copyOf(changed), solution.best().cost() + price));
      }
    }
  }

  private static void exchange(Exchange exchange, Set<Integer> changed, String where) {
    if (exchange.after() != null) {
      exchange(exchange.after(), changed, where);
    }
    assertTrue(changed.containsAll(exchange.dropped()), where);
    changed.removeAll(exchange.dropped());
    assertTrue(Collections.disjoint(changed, exchange.added()), where);
    changed.addAll(exchange.added());
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
