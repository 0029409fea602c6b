package org.equipoise.authoring.ratchet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** The exact sign test on pairs (one-sided): whether as many fell out worse by chance. */
final class SignTest {
  private SignTest() {}

  /**
   * The probability that of {@code worse + better} pairs at least {@code worse} fall out worse, if
   * worse and better are equally likely.
   */
  static double probability(int worse, int better) {
    int pairs = worse + better;
    BigInteger ways = BigInteger.ONE;
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k <= pairs; k++) {
      if (k >= worse) {
        sum = sum.add(ways);
      }
      ways = ways.multiply(BigInteger.valueOf(pairs - k)).divide(BigInteger.valueOf(k + 1L));
    }
    return new BigDecimal(sum)
        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(pairs)), MathContext.DECIMAL64)
        .doubleValue();
  }
}
