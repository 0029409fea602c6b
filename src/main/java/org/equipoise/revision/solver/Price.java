package org.equipoise.revision.solver;

/**
 * How much dearer the cheapest hitting set becomes if an element may not be chosen.
 *
 * @param element the element that is kept
 * @param lower the price is at least this; {@link HittingSetProblem#NEVER} if it must be chosen
 * @param upper the price is at most this; above {@code lower} only where a limit was reached
 */
public record Price(int element, long lower, long upper) {
  /** Whether the price is known. */
  public boolean exact() {
    return lower == upper;
  }
}
