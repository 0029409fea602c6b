package org.equipoise.revision.solver.internal;

import org.jspecify.annotations.Nullable;

/** A source of bounds for a search, and of the elements on which to branch. */
interface Bounder {
  /**
   * Multipliers that give a good bound under the fixings. The bounder may stop early once it knows
   * that the bound exceeds the ceiling.
   */
  Dual bound(byte[] fixed, long ceiling);

  /**
   * A free element to branch on, or -1 if every set is hit or has no free element. The last {@link
   * #bound} guides the choice; it may have been under other fixings.
   */
  int branch(byte[] fixed, long[] slack);

  /** A cover suggested by the last bound, or null; the elements that are in belong to it. */
  default boolean @Nullable [] suggestion(byte[] fixed) {
    return null;
  }

  /** Turns to a stronger means, if there is one left; true if the next bound may be better. */
  default boolean strengthen(byte[] fixed, boolean @Nullable [] best) {
    return false;
  }
}
