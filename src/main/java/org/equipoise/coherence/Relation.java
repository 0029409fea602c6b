package org.equipoise.coherence;

/**
 * How a model relates two texts: three shares with the sum 1. They are raw scores and no
 * probabilities until they are calibrated. Immutable.
 *
 * @param entails the share for "the hypothesis follows from the premise", in [0, 1]
 * @param neither the share for "neither", in [0, 1]
 * @param contradicts the share for "the hypothesis contradicts the premise", in [0, 1]
 */
public record Relation(double entails, double neither, double contradicts) {
  private static final double ROUNDING = 1e-6;

  /**
   * Creates a relation.
   *
   * @throws IllegalArgumentException if a share is no number in [0, 1], or the sum is not 1
   */
  public Relation {
    if (!(entails >= 0 && neither >= 0 && contradicts >= 0)
        || !(Math.abs(entails + neither + contradicts - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "the shares of a relation are in [0, 1] and have the sum 1, and not "
              + entails
              + ", "
              + neither
              + ", "
              + contradicts);
    }
  }

  /**
   * Returns the relation that a network's three outputs stand for (their softmax).
   *
   * @throws IllegalArgumentException if an output is no finite number
   */
  public static Relation ofLogits(double entails, double neither, double contradicts) {
    double most = Math.max(entails, Math.max(neither, contradicts));
    double a = Math.exp(entails - most);
    double b = Math.exp(neither - most);
    double c = Math.exp(contradicts - most);
    double sum = a + b + c;
    return new Relation(a / sum, b / sum, c / sum);
  }

  /** Returns the mean of this and another relation. */
  Relation mean(Relation other) {
    return new Relation(
        (entails + other.entails) / 2,
        (neither + other.neither) / 2,
        (contradicts + other.contradicts) / 2);
  }
}
