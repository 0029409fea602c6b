package org.equipoise.revision.solver.internal;

/**
 * How much dearer the cheapest hitting set becomes if an element, or none of a group, may be
 * chosen.
 *
 * @param kept the number of the element, or the position of the group, that is kept
 * @param lower the price is at least this; {@link HittingSetProblem#NEVER} if sets were left unhit
 * @param upper the price is at most this; above {@code lower} only where a limit was reached
 */
public record Price(int kept, long lower, long upper) {
  /** Whether the price is known. */
  public boolean exact() {
    return lower == upper;
  }
}
