package org.equipoise.revision.solver;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Solves one component: first to its least weight, then to the first of the covers that have it.
 */
final class ComponentSolver {
  /**
   * What is known of a component.
   *
   * @param proof why no cover weighs less than the bound, or null if a limit was reached
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Outcome(
      boolean[] chosen,
      long weight,
      long bound,
      boolean canonical,
      List<Certificate.Lemma> lemmas,
      Proof proof) {}

  private ComponentSolver() {}

  static Outcome solve(Component component, BooleanSupplier stop) {
    Cover cover = component.cover();
    Search search =
        Search.forLightest(cover, new DualAscent(cover), stop).from(Greedy.cover(cover));
    Proof proof = search.run();
    Search.Found lightest = search.found().get(0);
    if (!search.complete()) {
      long bound = Math.min(search.openBound(), lightest.weight());
      return new Outcome(lightest.chosen(), lightest.weight(), bound, false, List.of(), null);
    }
    Packing packing = Packing.of(cover, component.rules());
    Cover packed = cover.weighing(packing.weight());
    Search ties =
        Search.forFirst(1, packed, new DualAscent(packed), stop, packing.ceiling(lightest.weight()))
            .from(lightest.chosen());
    ties.run();
    return new Outcome(
        ties.found().get(0).chosen(),
        lightest.weight(),
        lightest.weight(),
        ties.complete() && packing.complete(),
        List.of(),
        proof);
  }
}
