package org.equipoise.authoring.advice;

import org.equipoise.revision.Cost;

/**
 * Which equilibria to find. Immutable.
 *
 * @param within the greatest surplus over the least cost; 0 for the cheapest only
 * @param limit how many ways out of an independent part of the conflicts are listed, at least 1
 * @param representatives how many equilibria that are far apart to return, at least 1
 * @param starts in how many random orders to adopt the judgments one at a time; 0 for none
 * @param seed of these orders
 */
public record EquilibriaOptions(
    Cost within, int limit, int representatives, int starts, long seed) {

  /** The cheapest equilibria, with up to 10,000 ways out of a part and three representatives. */
  public static final EquilibriaOptions DEFAULT = new EquilibriaOptions(Cost.ZERO, 10_000, 3, 0, 1);

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public EquilibriaOptions {
    if (within.compareTo(Cost.ZERO) < 0 || within.isInfinite()) {
      throw new IllegalArgumentException("a surplus of " + within + " is not finite and positive");
    }
    if (starts < 0) {
      throw new IllegalArgumentException(starts + " starts are less than none");
    }
    if (limit < 1 || representatives < 1) {
      throw new IllegalArgumentException(
          "a limit of " + limit + " or " + representatives + " representatives is less than 1");
    }
  }

  /** The same with starts from random orders. */
  public EquilibriaOptions withStarts(int number, long newSeed) {
    return new EquilibriaOptions(within, limit, representatives, number, newSeed);
  }

  /** The same within another surplus. */
  public EquilibriaOptions withSurplus(Cost greatest) {
    return new EquilibriaOptions(greatest, limit, representatives, starts, seed);
  }
}
