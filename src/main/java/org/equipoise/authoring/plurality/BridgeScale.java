package org.equipoise.authoring.plurality;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;

/**
 * Whole numbers for the costs of several constitutions, so that sums of them compare as the sums of
 * the costs do. Without levels a number is billionths; with levels one unit of a level is worth
 * more than everything lower together.
 */
final class BridgeScale {
  private static final long MAX_SUM = 1L << 48;

  private final Levels levels;
  private final long[] units;
  private final long[] worths;

  private BridgeScale(Levels levels, long[] units, long[] worths) {
    this.levels = levels;
    this.units = units;
    this.worths = worths;
  }

  /** For costs without levels. */
  static BridgeScale plain() {
    return new BridgeScale(Levels.NONE, new long[] {1}, new long[] {1});
  }

  /**
   * For costs on the same levels.
   *
   * @param costs all that may be added up, as often as it may be; none is infinite
   * @return empty if the numbers would be too great
   */
  static Optional<BridgeScale> of(Levels levels, List<Cost> costs) {
    if (!levels.areDeclared()) {
      return Optional.of(plain());
    }
    long[] units = new long[levels.count()];
    BigInteger[] sums = new BigInteger[units.length];
    Arrays.fill(sums, BigInteger.ZERO);
    for (Cost cost : costs) {
      for (int rank = 0; rank < units.length; rank++) {
        units[rank] = gcd(units[rank], cost.billionths(rank));
        sums[rank] = sums[rank].add(BigInteger.valueOf(cost.billionths(rank)));
      }
    }
    long[] worths = new long[units.length];
    BigInteger lower = BigInteger.ZERO;
    for (int rank = units.length - 1; rank >= 0; rank--) {
      if (lower.compareTo(BigInteger.valueOf(MAX_SUM)) >= 0) {
        return Optional.empty();
      }
      units[rank] = Math.max(1, units[rank]);
      worths[rank] = lower.longValueExact() + 1;
      lower =
          lower.add(
              sums[rank]
                  .divide(BigInteger.valueOf(units[rank]))
                  .multiply(BigInteger.valueOf(worths[rank])));
    }
    return lower.compareTo(BigInteger.valueOf(MAX_SUM)) < 0
        ? Optional.of(new BridgeScale(levels, units, worths))
        : Optional.empty();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The number of a finite cost. */
  long number(Cost cost) {
    long number = 0;
    for (int rank = 0; rank < units.length; rank++) {
      number += cost.billionths(rank) / units[rank] * worths[rank];
    }
    return number;
  }

  /** The cost of a number. */
  Cost cost(long number) {
    Cost cost = Cost.ZERO;
    long left = number;
    for (int rank = 0; rank < units.length; rank++) {
      long amount = left / worths[rank] * units[rank];
      cost = amount == 0 ? cost : cost.plus(Cost.of(levels, rank, amount));
      left %= worths[rank];
    }
    return cost;
  }

  /** A cost without levels as a share of another, in billionths; at least one if it is not 0. */
  static Cost share(Cost cost, Cost all) {
    if (cost.billionths() == 0 || all.billionths() == 0) {
      return cost;
    }
    long share =
        BigDecimal.valueOf(cost.billionths())
            .movePointRight(9)
            .divide(BigDecimal.valueOf(all.billionths()), 0, RoundingMode.HALF_EVEN)
            .longValueExact();
    return new Cost(Math.max(1, share));
  }
}
