package org.equipoise.audit.monitor;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Comparisons of counts. */
final class Rates {
  /**
   * A difference of so many standard deviations is none of chance: to one side it comes in 0.14 %
   * of cases.
   */
  private static final double BEYOND_CHANCE = 3;

  /** What chance does less often than this is not taken for chance. */
  static final double RARE = 0.001;

  private Rates() {}

  /**
   * Returns whether a share rose beyond chance, by the two-proportion z-test with a pooled
   * variance.
   */
  static boolean rose(long before, long ofBefore, long after, long ofAfter) {
    if (ofBefore == 0 || ofAfter == 0) {
      return false;
    }
    double pooled = (double) (before + after) / (ofBefore + ofAfter);
    double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / ofBefore + 1.0 / ofAfter));
    return share(after, ofAfter) - share(before, ofBefore) > BEYOND_CHANCE * deviation
        && deviation > 0;
  }

  /** Returns the probability that none of so many is among those that a share makes up. */
  static double none(double share, long of) {
    return Math.pow(1 - share, (double) of);
  }

  static double share(long count, long of) {
    return of == 0 ? 0 : (double) count / of;
  }

  /** Returns a share in words, such as {@code 12.5 %}. */
  static String percent(double share) {
    BigDecimal rounded = BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_EVEN);
    return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + " %";
  }

  /** Returns a number with at most two decimals. */
  static String number(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
