package org.equipoise.equilibrium;

import java.math.BigInteger;

/**
 * A state at which a process ends.
 *
 * @param state the theory and commitments
 * @param branches the number of branches that end there; those found so far if a limit was met
 * @param isGlobalOptimum whether no pair achieves more
 * @param isFullyAccounted whether the closure of the theory is the commitments
 * @param isConsistent whether the commitments are consistent
 */
public record FixedPoint(
    State state,
    BigInteger branches,
    boolean isGlobalOptimum,
    boolean isFullyAccounted,
    boolean isConsistent) {
  /** Whether this is a full equilibrium: a global optimum that is fully accounted for. */
  public boolean isFull() {
    return isGlobalOptimum && isFullyAccounted;
  }
}
