package org.equipoise.revision.solver.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal")
class HittingSetSolverTest {
  private static final int INSTANCES = 4_000;

  @Test
  void the_best_hitting_set_of_every_small_problem_is_the_one_exhaustive_search_puts_first() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = small(seed);
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      HittingSet expected = Exhaustive.minimal(problem).get(0);
      assertEquals(expected, solution.best(), "seed " + seed);
      assertTrue(solution.certified() && solution.canonical(), "seed " + seed);
    }
  }

  @Test
  void every_certificate_proves_the_cost_to_a_checker_that_knows_only_the_problem() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = small(seed);
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      long proven = CertificateChecker.check(problem, solution.certificate().orElseThrow());
      assertEquals(solution.best().cost(), proven, "seed " + seed);
    }
  }

  @Test
  void certificates_of_large_problems_prove_the_cost_too() {
    List<HittingSetProblem> problems =
        List.of(
            Instances.uniform(300, 1),
            Instances.clustered(1_000, 1),
            Instances.clustered(3_000, 2),
            Instances.power(20_000, 1));
    for (HittingSetProblem problem : problems) {
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      assertTrue(solution.certified() && solution.canonical());
      assertHits(problem, solution.best());
      long proven = CertificateChecker.check(problem, solution.certificate().orElseThrow());
      assertEquals(solution.best().cost(), proven, problem.sets() + " sets");
    }
  }

  @Test
  void the_checker_refuses_a_certificate_in_which_one_number_is_changed() {
    HittingSetProblem problem = Instances.clustered(400, 3);
    Certificate right =
        HittingSetSolver.solve(problem, SolveLimits.none()).certificate().orElseThrow();
    Certificate.Component first = right.components().get(0);
    List<Certificate.Component> changed = new ArrayList<>(right.components());
    changed.set(
        0,
        new Certificate.Component(
            first.elements(), first.sets(), first.divisor(), first.bound() + 1, first.proof()));
    assertThrows(
        AssertionError.class,
        () -> CertificateChecker.check(problem, new Certificate(right.steps(), changed)));
    assertThrows(
        AssertionError.class,
        () -> CertificateChecker.check(problem, new Certificate(List.of(), right.components())));
  }

  @Test
  void the_order_of_the_sets_does_not_change_the_result() {
    for (int seed = 0; seed < 500; seed++) {
      HittingSetProblem problem = small(seed);
      List<int[]> sets = new ArrayList<>();
      for (int s = 0; s < problem.sets(); s++) {
        sets.add(problem.set(s));
      }
      Collections.shuffle(sets, new Random(seed));
      HittingSetProblem shuffled = Instances.withSets(problem, sets.toArray(int[][]::new));
      assertEquals(best(problem), best(shuffled), "seed " + seed);
    }
  }

  @Test
  void a_problem_without_sets_is_solved_by_choosing_nothing() {
    HittingSetSolution solution =
        HittingSetSolver.solve(
            HittingSetProblem.of(new long[] {5}, new int[0][]), SolveLimits.none());
    assertEquals(new HittingSet(List.of(), 0), solution.best());
    assertTrue(solution.certified() && solution.canonical());
  }

  @Test
  void sets_that_cannot_be_hit_are_named_and_the_others_are_hit() {
    long never = HittingSetProblem.NEVER;
    HittingSetProblem problem =
        HittingSetProblem.of(
            new long[] {never, never, 3}, new int[][] {{0, 1}, {0, 2}, {}, {1, 1}});
    HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
    assertEquals(List.of(0, 2, 3), solution.irreconcilable());
    assertEquals(new HittingSet(List.of(2), 3), solution.best());
    assertEquals(3, CertificateChecker.check(problem, solution.certificate().orElseThrow()));
  }

  @Test
  void repeated_sets_and_repeated_elements_count_once() {
    HittingSetProblem problem =
        HittingSetProblem.of(
            new long[] {2, 2, 2}, new int[][] {{1, 0, 1}, {0, 1}, {1, 0}, {2, 1}, {1, 2, 2}});
    assertEquals(new HittingSet(List.of(1), 2), best(problem));
  }

  @Test
  void costs_that_differ_by_a_billion_are_kept_apart_to_the_last_unit() {
    long[] costs = {16_000_000_000L, 15_999_999_999L, 1, 2, 1_000_000_000L, 999_999_999L};
    HittingSetProblem problem =
        HittingSetProblem.of(costs, new int[][] {{0, 1}, {0, 2}, {1, 3}, {4, 5}, {1, 2}, {0, 3}});
    assertEquals(Exhaustive.minimal(problem).get(0), best(problem));
  }

  @Test
  void fifty_thousand_sets_of_one_element_need_no_search() {
    int n = 50_000;
    long[] costs = new long[n];
    int[][] sets = new int[n][];
    for (int e = 0; e < n; e++) {
      costs[e] = 16_000_000_000L - e;
      sets[e] = new int[] {e};
    }
    HittingSetSolution solution =
        HittingSetSolver.solve(HittingSetProblem.of(costs, sets), SolveLimits.none());
    assertEquals(n, solution.best().elements().size());
    assertTrue(solution.certified() && solution.canonical());
  }

  @Test
  void a_deadline_leaves_a_hitting_set_and_a_bound_below_its_cost() {
    HittingSetProblem problem = Instances.uniform(600, 1);
    // A clock that gains a microsecond at each look, so that the test does not hang on the machine.
    AtomicInteger micros = new AtomicInteger();
    SolveLimits limits = SolveLimits.within(() -> 1_000L * micros.incrementAndGet(), 1_000_000);
    HittingSetSolution solution = HittingSetSolver.solve(problem, limits);
    assertHits(problem, solution.best());
    assertTrue(solution.lowerBound() > 0 && solution.lowerBound() <= solution.best().cost());
    assertFalse(solution.certified() && solution.certificate().isEmpty());
  }

  @Test
  void a_deadline_already_past_still_leaves_a_hitting_set() {
    HittingSetProblem problem = Instances.uniform(600, 2);
    HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.within(() -> 0, -1));
    assertHits(problem, solution.best());
    assertTrue(solution.lowerBound() <= solution.best().cost());
  }

  @Test
  void cancelling_ends_the_search_with_what_it_has() {
    HittingSetProblem problem = Instances.uniform(600, 3);
    AtomicInteger asked = new AtomicInteger();
    HittingSetSolution solution =
        HittingSetSolver.solve(
            problem, SolveLimits.none().withCancellation(() -> asked.incrementAndGet() > 20));
    assertHits(problem, solution.best());
    assertTrue(solution.lowerBound() <= solution.best().cost());
  }

  private static HittingSet best(HittingSetProblem problem) {
    return HittingSetSolver.solve(problem, SolveLimits.none()).best();
  }

  static void assertHits(HittingSetProblem problem, HittingSet best) {
    boolean[] chosen = new boolean[problem.elements()];
    best.elements().forEach(e -> chosen[e] = true);
    for (int s = 0; s < problem.sets(); s++) {
      boolean hit = false;
      for (int e : problem.set(s)) {
        hit |= chosen[e];
      }
      boolean possible =
          Arrays.stream(problem.set(s)).anyMatch(e -> problem.cost(e) != HittingSetProblem.NEVER);
      assertTrue(hit || !possible, "set " + s + " is not hit");
    }
    assertEquals(best.elements().stream().mapToLong(problem::cost).sum(), best.cost());
  }

  /** Up to 12 elements; few different costs, so that ties abound; now and then one not allowed. */
  static HittingSetProblem small(int seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(12);
    int m = random.nextInt(2 * n + 2);
    int spread = 1 + random.nextInt(seed % 2 == 0 ? 3 : 30);
    long unit = seed % 5 == 0 ? 1_000_000_000L : 1;
    long[] costs = new long[n];
    RuleReach[] reaches = new RuleReach[n];
    for (int e = 0; e < n; e++) {
      costs[e] =
          random.nextInt(20) == 0
              ? HittingSetProblem.NEVER
              : unit * (1 + random.nextInt(spread)) + (seed % 15 == 0 ? random.nextInt(2) : 0);
      reaches[e] =
          random.nextInt(3) > 0 ? RuleReach.NO_RULE : RuleReach.values()[random.nextInt(3)];
    }
    int[][] sets = new int[m][];
    int longest = 2 + random.nextInt(5);
    for (int s = 0; s < m; s++) {
      sets[s] =
          random.ints(random.nextInt(40) == 0 ? 0 : 1 + random.nextInt(longest), 0, n).toArray();
    }
    return HittingSetProblem.of(costs, reaches, sets);
  }
}
