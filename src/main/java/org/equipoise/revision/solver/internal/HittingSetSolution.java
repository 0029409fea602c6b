package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The best hitting set that was found, and what is known of it.
 *
 * @param best hits every set that can be hit
 * @param lowerBound no hitting set costs less; every bound behind it was computed in integers
 * @param canonical whether {@code best} is known to come first among the cheapest: fewest elements,
 *     then fewest that touch a rule, then fewest that touch one everywhere, then the earliest
 * @param irreconcilable the sets with no element that may be chosen, in ascending order
 * @param certificate why the lower bound holds, present if it equals the cost
 */
public record HittingSetSolution(
    HittingSet best,
    long lowerBound,
    boolean canonical,
    List<Integer> irreconcilable,
    Optional<Certificate> certificate) {

  /** A solution, copied. */
  public HittingSetSolution {
    irreconcilable = List.copyOf(irreconcilable);
  }

  /** The same with elements more that cost nothing, ascending and after all others. */
  public HittingSetSolution with(int[] free) {
    List<Integer> more = new ArrayList<>(best.elements());
    Arrays.stream(free).forEach(more::add);
    return new HittingSetSolution(
        new HittingSet(more, best.cost()), lowerBound, canonical, irreconcilable, certificate);
  }

  /** Whether nothing cheaper exists. */
  public boolean certified() {
    return best.cost() == lowerBound;
  }
}
