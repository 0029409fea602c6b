package org.equipoise.revision.solver.internal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Solves a cover by the means that fit its size. */
final class CoverSolver {
  /** Up to this many elements, the linear relaxation is not worth its price. */
  static final int SMALL = 24;

  /** Parts of up to this many elements go straight to the linear relaxation. */
  private static final int DIRECT = 600;

  private static final int ATTEMPTS = 4;
  private static final int MAX_ATTEMPTS = 20_000;

  private CoverSolver() {}

  /** The first covers, starting from one that is known, or null, and from good multipliers. */
  static SearchResult solve(
      Cover cover, SearchGoal goal, boolean @Nullable [] known, Dual from, BooleanSupplier stop) {
    boolean[] start = known != null ? known : Greedy.cover(cover);
    if (cover.n <= SMALL) {
      return new Search(cover, goal, new DualAscent(cover), false, stop).run(start);
    }
    @Nullable Lagrangian lagrangian = null;
    boolean isPart = goal.limit() < Long.MAX_VALUE;
    if (!goal.ties() && (!isPart || cover.n > DIRECT)) {
      lagrangian = Lagrangian.run(cover, start, from, stop);
      start = lagrangian.cover();
      if (!isPart && 2 * lagrangian.undecided() > cover.n) {
        start = LocalSearch.improve(cover, start, Math.min(ATTEMPTS * cover.n, MAX_ATTEMPTS), stop);
      }
    }
    Relaxations relaxations = new Relaxations(cover, goal, lagrangian, from, stop);
    SearchResult answer = new Search(cover, goal, relaxations, true, stop).run(start);
    if (answer.proof() == null || relaxations.lemmas().isEmpty()) {
      return answer;
    }
    return new SearchResult(
        answer.found(),
        answer.limit(),
        answer.open(),
        new Proof.Lemmas(relaxations.lemmas(), answer.proof()),
        answer.root());
  }
}
