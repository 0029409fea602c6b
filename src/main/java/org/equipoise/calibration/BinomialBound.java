package org.equipoise.calibration;

/**
 * Bounds on a share of which some of several independent draws were seen (C. Clopper, E. Pearson:
 * The use of confidence or fiducial limits, Biometrika 26, 1934). They hold at the stated
 * confidence whatever the share is. Stateless.
 */
public final class BinomialBound {
  private static final int HALVINGS = 60;

  /** Terms below this share of a sum are left out. */
  private static final double NEGLIGIBLE = 1e-18;

  private BinomialBound() {}

  /**
   * Returns the greatest share under which so few hits still have the given probability.
   *
   * @param hits in 0 to draws
   * @param draws at least 0; with none, the bound is 1
   * @param error the probability that the share is greater than the bound, in (0, 1)
   */
  public static double upper(int hits, int draws, double error) {
    check(hits, draws, error);
    if (hits == draws) {
      return 1;
    }
    double logChoices = logChoices(draws, hits);
    double low = (double) hits / draws;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (atMost(hits, draws, middle, logChoices) > error) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * Returns the least share under which so many hits still have the given probability; as {@link
   * #upper}, with 0 if there are no draws.
   */
  public static double lower(int hits, int draws, double error) {
    check(hits, draws, error);
    return hits == 0 ? 0 : 1 - upper(draws - hits, draws, error);
  }

  /** The probability of at most so many hits, where the share is at least hits / draws. */
  private static double atMost(int hits, int draws, double share, double logChoices) {
    if (share >= 1) {
      return 0;
    }
    double odds = (1 - share) / share;
    double term =
        StrictMath.exp(
            logChoices + hits * StrictMath.log(share) + (draws - hits) * StrictMath.log1p(-share));
    double sum = term;
    for (int i = hits; i > 0 && term > NEGLIGIBLE * sum; i--) {
      term *= odds * i / (draws - i + 1);
      sum += term;
    }
    return sum;
  }

  private static double logChoices(int draws, int hits) {
    double log = 0;
    int fewer = Math.min(hits, draws - hits);
    for (int i = 1; i <= fewer; i++) {
      log += StrictMath.log((double) (draws - fewer + i) / i);
    }
    return log;
  }

  private static void check(int hits, int draws, double error) {
    if (hits < 0 || hits > draws || !(error > 0 && error < 1)) {
      throw new IllegalArgumentException(hits + " of " + draws + " at " + error);
    }
  }
}
