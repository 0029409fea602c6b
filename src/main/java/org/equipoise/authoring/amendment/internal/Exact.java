package org.equipoise.authoring.amendment.internal;

/** Exact bounds on a share, from a count. */
public final class Exact {
  private static final int HALVINGS = 60;

  private Exact() {}

  /**
   * The one-sided upper bound of Clopper and Pearson (1934): the share at which so few errors, or
   * fewer, still have this probability.
   *
   * @param errors from 0 to {@code trials}
   * @param probability in (0, 1), such as 0.05 for a bound at 95 %
   * @return in [0, 1]; 1 where there are no trials
   */
  public static double upperBound(int errors, int trials, double probability) {
    if (errors >= trials) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (atMost(errors, trials, middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** How probable so few successes, or fewer, are. */
  private static double atMost(int successes, int trials, double share) {
    double logTerm = trials * Math.log1p(-share);
    double odds = Math.log(share) - Math.log1p(-share);
    double sum = 0;
    for (int k = 0; k <= successes; k++) {
      sum += Math.exp(logTerm);
      logTerm += Math.log(trials - k) - Math.log(k + 1) + odds;
    }
    return sum;
  }
}
