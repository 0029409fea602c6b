package org.equipoise.language;

/**
 * How much of its weight a rule gives to a claim.
 *
 * @param factor in [0, 1]; a claim of degree 0 is not made
 */
public record Degree(double factor) {
  /** All of the weight. */
  public static final Degree FULL = new Degree(1);

  /**
   * @throws IllegalArgumentException if the factor is not in [0, 1]
   */
  public Degree {
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException("degree " + factor + " is not in [0, 1]");
    }
  }
}
