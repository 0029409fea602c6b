package org.equipoise.revision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A cost in billionths of a weight, or infinite. Sums are exact, in any order. Immutable and safe
 * to share between threads. Sorted by amount.
 *
 * @param billionths the cost in billionths; {@code Long.MAX_VALUE} if infinite
 */
public record Cost(long billionths) implements Comparable<Cost> {
  public static final Cost ZERO = new Cost(0);

  /** The cost of giving up an entrenched element. */
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

  /** Returns the sum; infinite if either cost is infinite. */
  public Cost plus(Cost other) {
    if (billionths == 0) {
      return other;
    }
    return isInfinite() || other.isInfinite()
        ? INFINITE
        : new Cost(Math.addExact(billionths, other.billionths));
  }

  /** Returns the difference; infinite if this cost is infinite and the other is not. */
  public Cost minus(Cost other) {
    if (isInfinite()) {
      return other.isInfinite() ? ZERO : INFINITE;
    }
    return new Cost(billionths - other.billionths);
  }

  /**
   * Returns this cost times a factor, rounded half to even to a billionth; infinite if this cost is
   * infinite or if the product exceeds about nine billion.
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

  /** Returns the cost with at most six decimals, or {@code infinite}. */
  @Override
  public String toString() {
    return isInfinite() ? "infinite" : decimal().toPlainString();
  }

  /**
   * Returns the cost rounded half to even to six decimals.
   *
   * @throws ArithmeticException if the cost is infinite
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
