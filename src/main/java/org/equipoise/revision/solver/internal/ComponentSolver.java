package org.equipoise.revision.solver.internal;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.equipoise.revision.solver.internal.SearchResult.Found;
import org.jspecify.annotations.Nullable;

/**
 * Solves one component: first to its least weight, then to the first of the covers that have it.
 */
final class ComponentSolver {
  /**
   * What is known of a component.
   *
   * @param proof why no cover weighs less than the bound, or null if a limit was reached
   */
  record Outcome(Found best, long bound, boolean canonical, @Nullable Proof proof) {}

  private ComponentSolver() {}

  static Outcome solve(Component component, BooleanSupplier stop) {
    Cover cover = component.cover();
    SearchResult answer = CoverSolver.solve(cover, SearchGoal.LIGHTEST, null, Dual.NONE, stop);
    Found best = answer.found().get(0);
    if (!answer.complete()) {
      return new Outcome(best, answer.bound(), false, null);
    }
    Optional<boolean[]> first =
        firstOfLightest(cover, component.reaches(), best.chosen(), answer.root(), stop);
    return new Outcome(
        new Found(first.orElse(best.chosen()), best.weight()),
        best.weight(),
        first.isPresent(),
        answer.proof());
  }

  /** The first cover of least weight, if no limit is reached. */
  private static Optional<boolean[]> firstOfLightest(
      Cover cover, RuleReach[] reaches, boolean[] best, Dual dual, BooleanSupplier stop) {
    byte[] fixed = dual.fixedUpTo(cover.weightOf(best), cover);
    boolean[] chosen = new boolean[cover.n];
    for (int e = 0; e < cover.n; e++) {
      chosen[e] = fixed[e] == Fixing.IN;
    }
    boolean complete = true;
    for (Residual part : Residual.of(cover, fixed)) {
      boolean[] known = Objects.requireNonNull(part.restrict(best)); // best hits every set
      RuleReach[] own = part.pick(reaches);
      Dual partDual = part.restrict(dual);
      Optional<boolean[]> first =
          part.cover().n > CoverSolver.SMALL && part.cover().n < cover.n
              ? firstOfLightest(
                  part.cover(), own, known, relaxed(part.cover(), partDual, stop), stop)
              : firstOfPacked(part.cover(), own, known, partDual, stop);
      complete &= first.isPresent();
      boolean[] partChosen = first.orElse(known);
      for (int i = 0; i < partChosen.length; i++) {
        chosen[part.elements()[i]] = partChosen[i];
      }
    }
    return complete ? Optional.of(chosen) : Optional.empty();
  }

  private static Dual relaxed(Cover cover, Dual from, BooleanSupplier stop) {
    return new LinearBound(cover, from, stop).bound(new byte[cover.n], Long.MAX_VALUE);
  }

  private static Optional<boolean[]> firstOfPacked(
      Cover cover, RuleReach[] reaches, boolean[] best, Dual from, BooleanSupplier stop) {
    Packing packing = Packing.of(cover, reaches);
    SearchGoal goal = SearchGoal.first(1, packing.ceiling(cover.weightOf(best)));
    SearchResult first =
        CoverSolver.solve(cover.weighing(packing.weight()), goal, best, from, stop);
    return first.complete() && packing.complete()
        ? Optional.of(first.found().get(0).chosen())
        : Optional.empty();
  }
}
