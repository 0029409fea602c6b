package org.equipoise.revision.solver.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/** The means for large covers, on covers small enough to be searched exhaustively. */
class RelaxationsTest {
  private static final int INSTANCES = 3_000;

  @Test
  void the_relaxation_leads_to_the_lightest_cover_and_to_a_proof() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = HittingSetSolverTest.small(seed);
      for (Component component :
          Component.of(problem, Reduction.ofSetsOnly(problem, () -> false))) {
        Cover cover = component.cover();
        Lagrangian lagrangian =
            seed % 2 == 0
                ? null
                : Lagrangian.run(cover, Greedy.cover(cover), Dual.NONE, () -> false);
        Relaxations relaxations =
            new Relaxations(cover, SearchGoal.LIGHTEST, lagrangian, Dual.NONE, () -> false);
        SearchResult answer =
            new Search(cover, SearchGoal.LIGHTEST, relaxations, true, () -> false).run(null);
        SearchResult expected =
            new Search(cover, SearchGoal.LIGHTEST, new DualAscent(cover), false, () -> false)
                .run(null);
        assertEquals(expected.bound(), answer.bound(), "seed " + seed);
        assertTrue(answer.complete(), "seed " + seed);
        CertificateChecker.checkCover(
            component, answer.bound(), new Proof.Lemmas(relaxations.lemmas(), answer.proof()));
      }
    }
  }

  @Test
  void the_relaxation_leads_to_the_same_first_covers() {
    for (int seed = 0; seed < INSTANCES; seed++) {
      HittingSetProblem problem = HittingSetSolverTest.small(seed);
      for (Component component :
          Component.of(problem, Reduction.ofSetsOnly(problem, () -> false))) {
        Packing packing = Packing.of(component.cover(), component.reaches());
        Cover cover = component.cover().weighing(packing.weight());
        SearchGoal goal = SearchGoal.first(1 + seed % 9, Long.MAX_VALUE);
        Relaxations relaxations = new Relaxations(cover, goal, null, Dual.NONE, () -> false);
        SearchResult answer = new Search(cover, goal, relaxations, true, () -> false).run(null);
        SearchResult expected =
            new Search(cover, goal, new DualAscent(cover), false, () -> false).run(null);
        assertEquals(chosen(expected), chosen(answer), "seed " + seed);
      }
    }
  }

  @Test
  void certificates_of_problems_that_need_the_relaxation_convince_the_checker() {
    for (int seed = 0; seed < 6; seed++) {
      for (HittingSetProblem problem :
          List.of(Instances.clustered(300, seed), Instances.uniform(150, seed))) {
        HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
        assertEquals(
            solution.best().cost(),
            CertificateChecker.check(problem, solution.certificate().orElseThrow()),
            "seed " + seed);
      }
    }
  }

  @Test
  void one_thread_and_two_find_the_same() {
    for (int seed = 0; seed < 4; seed++) {
      HittingSetProblem problem = Instances.clustered(300, seed);
      assertEquals(
          HittingSetSolver.solve(problem, SolveLimits.none()).best(),
          HittingSetSolver.solve(problem, SolveLimits.none().withThreads(2)).best());
    }
  }

  private static List<List<Boolean>> chosen(SearchResult answer) {
    return answer.found().stream()
        .map(
            it -> {
              Boolean[] boxed = new Boolean[it.chosen().length];
              java.util.Arrays.setAll(boxed, e -> it.chosen()[e]);
              return List.of(boxed);
            })
        .toList();
  }
}
