package org.equipoise.revision.solver.internal;

import java.util.List;

/**
 * The first hitting sets that are minimal by inclusion, in order.
 *
 * @param sets the best one first; fewer than asked for if there are no more
 * @param complete whether these are known to be the first; false where a limit was reached
 */
public record Ranking(List<HittingSet> sets, boolean complete) {
  /** A ranking, copied. */
  public Ranking {
    sets = List.copyOf(sets);
  }
}
