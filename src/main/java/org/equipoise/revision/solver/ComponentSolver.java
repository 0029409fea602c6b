package org.equipoise.revision.solver;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.equipoise.revision.solver.Answer.Found;

/**
 * Solves one component: first to its least weight, then to the first of the covers that have it.
 */
final class ComponentSolver {
  /**
   * What is known of a component.
   *
   * @param proof why no cover weighs less than the bound, or null if a limit was reached
   */
  record Outcome(Found best, long bound, boolean canonical, Proof proof) {}

  private ComponentSolver() {}

  static Outcome solve(Component component, BooleanSupplier stop) {
    Cover cover = component.cover();
    Answer answer = CoverSolver.solve(cover, Goal.LIGHTEST, null, stop);
    Found best = answer.found().get(0);
    if (!answer.complete()) {
      return new Outcome(best, answer.bound(), false, null);
    }
    byte[] fixed = new byte[cover.n];
    fixAbove(cover, best.weight(), fixed, stop);
    boolean[] chosen = new boolean[cover.n];
    for (int e = 0; e < cover.n; e++) {
      chosen[e] = fixed[e] == Fixing.IN;
    }
    List<Found> combined = List.of(new Found(chosen, 0));
    boolean canonical = true;
    for (Residual part : Residual.of(cover, fixed)) {
      boolean[] rules = new boolean[part.elements().length];
      for (int i = 0; i < rules.length; i++) {
        rules[i] = component.rules()[part.elements()[i]];
      }
      boolean[] known = part.restrict(best.chosen());
      long weight = part.cover().weightOf(known);
      Packing packing = Packing.of(part.cover(), rules);
      Goal goal = Goal.first(1, packing.ceiling(weight));
      Answer first = CoverSolver.solve(part.cover().weighing(packing.weight()), goal, known, stop);
      combined = part.combine(combined, first.found(), 1);
      canonical &= first.complete() && packing.complete();
    }
    return new Outcome(
        new Found(combined.get(0).chosen(), best.weight()),
        best.weight(),
        canonical,
        answer.proof());
  }

  /** Fixes what every cover of no more than a weight has in common. */
  private static void fixAbove(Cover cover, long weight, byte[] fixed, BooleanSupplier stop) {
    Bounder bounder =
        cover.n <= CoverSolver.SMALL ? new DualAscent(cover) : new LinearBound(cover, stop);
    Dual dual = bounder.bound(fixed, weight);
    long[] slack = new long[cover.n];
    long scaled = dual.scaledBound(cover, fixed, slack);
    for (int e = 0; e < cover.n; e++) {
      if (Dual.ceilDiv(scaled + Math.abs(slack[e]), dual.scale()) > weight) {
        fixed[e] = slack[e] < 0 ? Fixing.IN : Fixing.OUT;
      }
    }
  }
}
