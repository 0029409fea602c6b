package org.equipoise.consultation;

import org.equipoise.equilibrium.Fraction;

/**
 * How some people voted on a statement.
 *
 * @param agrees how many agree, at least 0
 * @param disagrees how many disagree, at least 0
 * @param passes how many passed, at least 0
 */
public record Tally(int agrees, int disagrees, int passes) {
  /** Returns how many voted; who passed has voted. */
  public int votes() {
    return agrees + disagrees + passes;
  }

  /**
   * Returns the share that agrees, as it is estimated from one vote for and one against besides:
   * (agrees + 1) / (votes + 2). Without votes it is a half.
   */
  public Fraction agreement() {
    return Fraction.of(agrees + 1L, votes() + 2L);
  }

  /** Returns the share that disagrees, estimated likewise. */
  public Fraction disagreement() {
    return Fraction.of(disagrees + 1L, votes() + 2L);
  }
}
