package org.equipoise.revision.solver.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/** Published problems in which every element costs the same. */
class CoveringTest {
  /** How often the solver may ask whether to stop where a proof takes long. */
  private static final int LOOKS = 300;

  @Test
  void the_smaller_steiner_triple_systems_are_proven_to_their_published_optimum() {
    for (Covering covering : Covering.steiner().subList(0, 3)) {
      HittingSetProblem problem = covering.problem();
      HittingSetSolution solution = HittingSetSolver.solve(problem, SolveLimits.none());
      assertEquals(
          covering.least() * Covering.UNIT,
          CertificateChecker.check(problem, solution.certificate().orElseThrow()),
          covering.name());
      assertTrue(solution.certified() && solution.canonical(), covering.name());
    }
  }

  @Test
  void where_a_proof_takes_long_the_published_optimum_lies_between_the_bound_and_what_was_found() {
    List<Covering> coverings = new ArrayList<>(Covering.steiner());
    coverings.addAll(Covering.grossmanAndWool());
    for (Covering covering : coverings) {
      AtomicInteger looked = new AtomicInteger();
      SolveLimits limits =
          SolveLimits.none().withCancellation(() -> looked.incrementAndGet() > LOOKS);
      HittingSetProblem problem = covering.problem();
      HittingSetSolution solution = HittingSetSolver.solve(problem, limits);
      HittingSetSolverTest.assertHits(problem, solution.best());
      long least = covering.least() * Covering.UNIT;
      assertTrue(solution.lowerBound() <= least, covering.name());
      assertTrue(!covering.known() || least <= solution.best().cost(), covering.name());
      assertTrue(solution.best().cost() <= least + least / 2, covering.name());
    }
  }
}
