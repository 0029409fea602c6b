package org.equipoise.authoring.equilibrium;

import java.math.BigInteger;
import java.util.List;

/**
 * Weights of sentences in proportion to costs, small enough for the arithmetic of losses.
 *
 * @param weights positive, in the order of the costs
 * @param isRounded whether they were rounded to millionths, since exact ones do not fit
 */
record SentenceScale(List<Long> weights, boolean isRounded) {
  /** Greater sums of weights do not fit the arithmetic of losses. */
  private static final long MAX_TOTAL = 500_000_000;

  private static final long BILLIONTHS_IN_A_MILLIONTH = 1_000;

  SentenceScale {
    weights = List.copyOf(weights);
  }

  /**
   * @param billionths what giving up each sentence costs; 0 where any weight does
   */
  static SentenceScale of(List<Long> billionths) {
    BigInteger common = BigInteger.ZERO;
    for (long each : billionths) {
      common = common.gcd(BigInteger.valueOf(each));
    }
    long unit = Math.max(1, common.longValueExact());
    BigInteger total = BigInteger.ZERO;
    for (long each : billionths) {
      total = total.add(BigInteger.valueOf(Math.max(1, each / unit)));
    }
    boolean isRounded = total.compareTo(BigInteger.valueOf(MAX_TOTAL)) > 0;
    long least = isRounded ? BILLIONTHS_IN_A_MILLIONTH : unit;
    return new SentenceScale(
        billionths.stream().map(it -> Math.max(1, (it + least / 2) / least)).toList(), isRounded);
  }
}
