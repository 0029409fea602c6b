package org.equipoise.revision.solver.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param found the first covers, in order; none heavier than the limit
 * @param limit the goal's limit
 * @param open no cover that is missing here weighs less; the greatest long if the search is
 *     complete
 * @param proof why nothing weighs less than {@link #bound}, if asked for and complete
 * @param root the best multipliers before anything was branched on
 */
record SearchResult(List<Found> found, long limit, long open, @Nullable Proof proof, Dual root) {

  /** A cover; ordered by weight, then by the earliest element in which two covers differ. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared by equals
  record Found(boolean[] chosen, long weight) implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      if (weight != other.weight) {
        return Long.compare(weight, other.weight);
      }
      for (int e = 0; e < chosen.length; e++) {
        if (chosen[e] != other.chosen[e]) {
          return chosen[e] ? -1 : 1;
        }
      }
      return 0;
    }
  }

  boolean complete() {
    return open == Long.MAX_VALUE;
  }

  /** Every cover weighs at least this. */
  long bound() {
    if (!found.isEmpty()) {
      return Math.min(open, found.get(0).weight());
    }
    return limit == Long.MAX_VALUE ? open : Math.min(open, limit + 1);
  }
}
