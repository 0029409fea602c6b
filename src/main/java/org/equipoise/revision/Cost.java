package org.equipoise.revision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to give things up, in billionths of a weight, so that sums are exact in whatever
 * order; or that no price is enough. Ordered by amount.
 */
public record Cost(long billionths) implements Comparable<Cost> {
  public static final Cost ZERO = new Cost(0);

  /** The cost of what only entrenched elements stand behind. */
  public static final Cost INFINITE = new Cost(Long.MAX_VALUE);

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cost that && billionths == that.billionths;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(billionths);
  }

  public boolean isInfinite() {
    return billionths == Long.MAX_VALUE;
  }

  /** The sum; infinite if one of the two is. */
  public Cost plus(Cost other) {
    if (billionths == 0) {
      return other;
    }
    return isInfinite() || other.isInfinite()
        ? INFINITE
        : new Cost(Math.addExact(billionths, other.billionths));
  }

  /** The difference; infinite if this is infinite and the other is not. */
  public Cost minus(Cost other) {
    if (isInfinite()) {
      return other.isInfinite() ? ZERO : INFINITE;
    }
    return new Cost(billionths - other.billionths);
  }

  /**
   * This cost so many times, rounded half to even to a billionth; infinite if this is, or from some
   * nine thousand million on, which nobody pays.
   */
  public Cost times(double factor) {
    if (isInfinite()) {
      return INFINITE;
    }
    BigDecimal product =
        new BigDecimal(factor)
            .multiply(BigDecimal.valueOf(billionths))
            .setScale(0, RoundingMode.HALF_EVEN);
    return product.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
        ? new Cost(product.longValueExact())
        : INFINITE;
  }

  /** With at most six decimals; the text {@code infinite} if no price is enough. */
  @Override
  public String toString() {
    return isInfinite() ? "infinite" : decimal().toPlainString();
  }

  /**
   * The cost rounded to six decimals, half to even.
   *
   * @throws ArithmeticException if it is infinite
   */
  public BigDecimal decimal() {
    if (isInfinite()) {
      throw new ArithmeticException("an infinite cost has no decimal");
    }
    BigDecimal rounded = BigDecimal.valueOf(billionths, 9).setScale(6, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
  }

  @Override
  public int compareTo(Cost other) {
    return Long.compare(billionths, other.billionths);
  }
}
