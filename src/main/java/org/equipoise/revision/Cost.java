package org.equipoise.revision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.StringJoiner;
import org.equipoise.language.Levels;
import org.jspecify.annotations.Nullable;

/**
 * A cost in billionths of a weight, or infinite. Where a constitution declares levels, a cost has
 * an amount on each of them, and costs are compared level by level, the highest first. Sums and
 * differences are exact, in any order. Immutable and safe to share between threads. Sorted by
 * amount.
 */
public final class Cost implements Comparable<Cost> {
  /** No cost, with or without levels. */
  public static final Cost ZERO = new Cost(0);

  /** The cost of giving up an entrenched element, with or without levels. */
  public static final Cost INFINITE = new Cost(Long.MAX_VALUE);

  private final long billionths;
  private final @Nullable Amounts amounts;

  /**
   * What a cost is on each level.
   *
   * @param byLevel the highest level first
   */
  @SuppressWarnings("ArrayRecordComponent") // never written to, compared by Cost
  private record Amounts(Levels levels, long[] byLevel) {}

  /**
   * A cost without levels.
   *
   * @param billionths the cost in billionths; {@code Long.MAX_VALUE} if infinite
   */
  public Cost(long billionths) {
    this(billionths, null);
  }

  private Cost(long billionths, @Nullable Amounts amounts) {
    this.billionths = billionths;
    this.amounts = amounts;
  }

  /**
   * Returns a cost on one level.
   *
   * @param rank the level's place among the levels, from 0, the highest; ignored without levels
   * @param billionths the finite cost on that level
   */
  public static Cost of(Levels levels, int rank, long billionths) {
    if (!levels.areDeclared()) {
      return new Cost(billionths);
    }
    long[] byLevel = new long[levels.count()];
    byLevel[rank] = billionths;
    return of(levels, byLevel);
  }

  /** Returns a finite cost with these amounts in billionths, the highest level first. */
  static Cost of(Levels levels, long[] byLevel) {
    if (!levels.areDeclared()) {
      return new Cost(byLevel[0]);
    }
    for (long amount : byLevel) {
      if (amount != 0) {
        return new Cost(amount, new Amounts(levels, byLevel));
      }
    }
    return ZERO;
  }

  /**
   * Returns the levels that the cost is of; none if it is 0 or infinite, or if there are no levels.
   */
  public Levels levels() {
    return amounts == null ? Levels.NONE : amounts.levels();
  }

  /**
   * Returns the cost in billionths on the highest level on which it is not 0; {@code
   * Long.MAX_VALUE} if infinite. Its sign is the sign of the cost.
   */
  public long billionths() {
    return billionths;
  }

  /**
   * Returns the finite cost in billionths on one level.
   *
   * @param rank the level's place among the levels, from 0, the highest; 0 without levels
   */
  public long billionths(int rank) {
    return amounts != null ? amounts.byLevel()[rank] : billionths;
  }

  /** Returns the rank of the highest level on which the finite cost is not 0; 0 if it is 0. */
  public int rank() {
    return firstDifference(ZERO);
  }

  /**
   * Returns the rank of the highest level on which two finite costs differ, or 0 if they are equal.
   */
  public int firstDifference(Cost other) {
    Levels all = common(other);
    for (int rank = 0; rank < all.count(); rank++) {
      if (billionths(rank) != other.billionths(rank)) {
        return rank;
      }
    }
    return 0;
  }

  public boolean isInfinite() {
    return billionths == Long.MAX_VALUE && amounts == null;
  }

  /**
   * Returns the sum; infinite if either cost is infinite.
   *
   * @throws ArithmeticException if it is greater than about nine billion
   */
  public Cost plus(Cost other) {
    if (isZero()) {
      return other;
    }
    if (isInfinite() || other.isInfinite()) {
      return INFINITE;
    }
    if (amounts == null && other.amounts == null) {
      return new Cost(Math.addExact(billionths, other.billionths));
    }
    Levels all = common(other);
    long[] sum = new long[all.count()];
    for (int rank = 0; rank < sum.length; rank++) {
      sum[rank] = Math.addExact(billionths(rank), other.billionths(rank));
    }
    return of(all, sum);
  }

  /** Returns the difference; infinite if this cost is infinite and the other is not. */
  public Cost minus(Cost other) {
    if (isInfinite()) {
      return other.isInfinite() ? ZERO : INFINITE;
    }
    if (amounts == null && other.amounts == null) {
      return new Cost(billionths - other.billionths);
    }
    Levels all = common(other);
    long[] difference = new long[all.count()];
    for (int rank = 0; rank < difference.length; rank++) {
      difference[rank] = billionths(rank) - other.billionths(rank);
    }
    return of(all, difference);
  }

  /** Returns the finite cost, but on no level more than an amount. */
  Cost atMost(long amount) {
    if (amounts == null) {
      return billionths <= amount ? this : new Cost(amount);
    }
    return of(
        amounts.levels(),
        Arrays.stream(amounts.byLevel()).map(it -> Math.min(it, amount)).toArray());
  }

  private boolean isZero() {
    return billionths == 0; // of a cost with levels it is an amount that is not 0
  }

  /** The levels of both costs, of which one may be 0. */
  private Levels common(Cost other) {
    if (amounts == null && other.amounts == null) {
      return Levels.NONE;
    }
    if (amounts == null || other.amounts == null) {
      Cost plain = amounts == null ? this : other;
      if (!plain.isZero()) {
        throw new IllegalArgumentException(
            "a cost without levels cannot be weighed against " + this);
      }
      return amounts == null ? other.levels() : levels();
    }
    if (!levels().equals(other.levels())) {
      throw new IllegalArgumentException(
          levels() + " and " + other.levels() + " are different levels");
    }
    return amounts.levels();
  }

  /**
   * Returns this cost times a factor, rounded half to even to a billionth; infinite if this cost is
   * infinite or if the product exceeds about nine billion.
   */
  public Cost times(double factor) {
    if (isInfinite()) {
      return INFINITE;
    }
    long[] products = new long[levels().count()];
    for (int rank = 0; rank < products.length; rank++) {
      BigDecimal product =
          new BigDecimal(factor)
              .multiply(BigDecimal.valueOf(billionths(rank)))
              .setScale(0, RoundingMode.HALF_EVEN);
      if (product.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
        return INFINITE;
      }
      products[rank] = product.longValueExact();
    }
    return of(levels(), products);
  }

  /** Returns the finite cost on one level, rounded half to even to six decimals. */
  public BigDecimal decimal(int rank) {
    return rounded(billionths(rank));
  }

  /**
   * Returns the cost with at most six decimals, or {@code infinite}; with levels the amount on each
   * level on which it is not 0, such as {@code 1 at root, 0.5 at user}.
   */
  @Override
  public String toString() {
    if (amounts == null) {
      return isInfinite() ? "infinite" : decimal().toPlainString();
    }
    StringJoiner text = new StringJoiner(", ");
    for (int rank = 0; rank < amounts.byLevel().length; rank++) {
      if (billionths(rank) != 0) {
        text.add(decimal(rank).toPlainString() + " at " + levels().names().get(rank));
      }
    }
    return text.toString();
  }

  /**
   * Returns the cost on the highest level on which it is not 0, rounded half to even to six
   * decimals.
   *
   * @throws ArithmeticException if the cost is infinite
   */
  public BigDecimal decimal() {
    if (isInfinite()) {
      throw new ArithmeticException("an infinite cost has no decimal");
    }
    return rounded(billionths);
  }

  private static BigDecimal rounded(long amount) {
    BigDecimal rounded = BigDecimal.valueOf(amount, 9).setScale(6, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
  }

  /** Compares level by level, the highest first. */
  @Override
  public int compareTo(Cost other) {
    if (amounts == null && other.amounts == null) {
      return Long.compare(billionths, other.billionths);
    }
    if (isInfinite() || other.isInfinite()) {
      return Boolean.compare(isInfinite(), other.isInfinite());
    }
    int rank = firstDifference(other);
    return Long.compare(billionths(rank), other.billionths(rank));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Cost that) || billionths != that.billionths) {
      return false;
    }
    if (amounts == null || that.amounts == null) {
      return amounts == null && that.amounts == null;
    }
    return levels().equals(that.levels())
        && Arrays.equals(amounts.byLevel(), that.amounts.byLevel());
  }

  @Override
  public int hashCode() {
    return amounts == null
        ? Long.hashCode(billionths)
        : 31 * levels().hashCode() + Arrays.hashCode(amounts.byLevel());
  }
}
