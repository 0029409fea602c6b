package org.equipoise.revision.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Solves a cover by the means that fit its size. */
final class CoverSolver {
  /** Up to this many elements, the linear relaxation is not worth its price. */
  static final int SMALL = 24;

  private static final int ROUNDS = 60;

  private CoverSolver() {}

  /** The first covers, starting from one that is known, or null. */
  static Answer solve(Cover cover, Goal goal, boolean[] known, BooleanSupplier stop) {
    boolean[] start = known != null ? known : Greedy.cover(cover);
    if (cover.n <= SMALL) {
      return new Search(cover, goal, new DualAscent(cover), false, stop).run(start);
    }
    LinearBound relaxation = new LinearBound(cover, stop);
    long ceiling = goal.limit();
    if (goal.wanted() == 1) {
      ceiling = Math.min(ceiling, cover.weightOf(start) - (goal.ties() ? 0 : 1));
    }
    List<Proof.Lemma> lemmas = tighten(cover, relaxation, ceiling, stop);
    Answer answer = new Search(cover, goal, relaxation, true, stop).run(start);
    if (answer.proof() == null || lemmas.isEmpty()) {
      return answer;
    }
    return new Answer(
        answer.found(), answer.limit(), answer.open(), new Proof.Lemmas(lemmas, answer.proof()));
  }

  /** Adds rows that the relaxation violates, as long as its bound gains by them. */
  private static List<Proof.Lemma> tighten(
      Cover cover, LinearBound relaxation, long ceiling, BooleanSupplier stop) {
    List<Proof.Lemma> lemmas = new ArrayList<>();
    byte[] fixed = new byte[cover.n];
    double before = 0;
    int stalled = 0;
    for (int round = 0; round < ROUNDS && !stop.getAsBoolean(); round++) {
      Dual dual = relaxation.bound(fixed, ceiling);
      if (!relaxation.optimal()) {
        break;
      }
      double bound = (double) dual.scaledBound(cover, fixed, new long[cover.n]) / dual.scale();
      if (bound > ceiling) {
        break;
      }
      stalled = bound - before < 0.02 * (ceiling + 1 - bound) ? stalled + 1 : 0;
      if (DEBUG) {
        System.err.printf(
            "n=%d rows=%d round %d bound %.3f ceiling %d it %d lemmas %d%n",
            cover.n,
            cover.rows.size(),
            round,
            bound,
            ceiling,
            relaxation.simplex().iterations(),
            lemmas.size());
      }
      if (stalled > 2) {
        break;
      }
      before = bound;
      List<Proof.Lemma> cuts = ZeroHalf.separate(cover, relaxation);
      if (cuts.isEmpty()) {
        break;
      }
      for (Proof.Lemma cut : cuts) {
        lemmas.add(cut);
        cover.rows.add(new Cover.Row(cut.elements(), cut.coefficients(), cut.demand()));
      }
      relaxation.grow();
    }
    return lemmas;
  }

  static final boolean DEBUG = Boolean.getBoolean("debug");
}
