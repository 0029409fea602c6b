package org.equipoise.equilibrium;

import java.math.BigDecimal;

/**
 * The weights of the three measures, in parts of their sum.
 *
 * @param account how well the theory accounts for the commitments
 * @param systematicity how much the theory derives from few principles
 * @param faithfulness how well the commitments respect the initial ones
 */
public record Weights(long account, long systematicity, long faithfulness) {
  /** The weights of the literature: 0.35, 0.55 and 0.10. */
  public static final Weights DEFAULT = new Weights(35, 55, 10);

  private static final int DIGITS = 6;
  private static final long MAX_SUM = 10_000_000_000L;

  /** Refuses negative weights and those whose sum is 0 or too great. */
  public Weights {
    if (account < 0 || systematicity < 0 || faithfulness < 0) {
      throw new IllegalArgumentException("a weight is negative; give weights of 0 or more");
    }
    long sum = Math.addExact(Math.addExact(account, systematicity), faithfulness);
    if (sum == 0 || sum > MAX_SUM) {
      throw new IllegalArgumentException(
          "the sum of the weights is " + sum + "; give parts with a sum of 1 to " + MAX_SUM);
    }
  }

  /** Weights as decimals with the sum 1 and at most six digits after the point. */
  public static Weights of(BigDecimal account, BigDecimal systematicity, BigDecimal faithfulness) {
    int digits = 0;
    for (BigDecimal it : new BigDecimal[] {account, systematicity, faithfulness}) {
      if (it.signum() < 0 || it.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException("a weight is not from 0 to 1");
      }
      digits = Math.max(digits, it.stripTrailingZeros().scale());
    }
    if (digits > DIGITS) {
      throw new IllegalArgumentException("a weight has more than six digits after the point");
    }
    if (account.add(systematicity).add(faithfulness).compareTo(BigDecimal.ONE) != 0) {
      throw new IllegalArgumentException(
          "the weights "
              + account.toPlainString()
              + ", "
              + systematicity.toPlainString()
              + ", "
              + faithfulness.toPlainString()
              + " do not have the sum 1");
    }
    return new Weights(
        account.movePointRight(digits).longValueExact(),
        systematicity.movePointRight(digits).longValueExact(),
        faithfulness.movePointRight(digits).longValueExact());
  }

  /** The sum of the three parts. */
  public long sum() {
    return account + systematicity + faithfulness;
  }
}
