package org.equipoise.revision.internal;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;

/**
 * Whole numbers in the place of the costs of some elements, such that the sums of the numbers of
 * any two sets of these elements compare as the sums of their costs do. A level counts as one
 * digit: one unit of it is worth more than everything lower together. Exact; immutable.
 *
 * @param levels those of the costs
 * @param units what divides every cost on a level, in billionths, the highest level first
 * @param worths what one unit of a level is worth
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record CostScale(Levels levels, long[] units, long[] worths) {

  /** The number of a cost without levels is its billionths. */
  public static final CostScale PLAIN = new CostScale(Levels.NONE, new long[] {1}, new long[] {1});

  /**
   * The scale for elements of these finite costs.
   *
   * @param levels those of the costs
   * @param costs all that may be added up, as often as it may be
   * @param limit what the sum of all numbers must stay below, at most {@code 1L << 62}
   * @return empty if it does not
   */
  public static Optional<CostScale> of(Levels levels, List<Cost> costs, long limit) {
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
      if (lower.compareTo(BigInteger.valueOf(limit)) >= 0) {
        return Optional.empty();
      }
      units[rank] = Math.max(1, units[rank]);
      worths[rank] = lower.longValueExact() + 1;
      BigInteger most = sums[rank].divide(BigInteger.valueOf(units[rank]));
      lower = lower.add(most.multiply(BigInteger.valueOf(worths[rank])));
    }
    boolean fits = lower.compareTo(BigInteger.valueOf(limit)) < 0;
    return fits ? Optional.of(new CostScale(levels, units, worths)) : Optional.empty();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The number of the cost of an element. */
  public long number(Cost cost) {
    long number = 0;
    for (int rank = 0; rank < units.length; rank++) {
      number += cost.billionths(rank) / units[rank] * worths[rank];
    }
    return number;
  }

  /** The cost of which a number, a sum or a bound of a sum, is the number. */
  public Cost cost(long number) {
    Cost cost = Cost.ZERO;
    long rest = number;
    for (int rank = 0; rank < units.length; rank++) {
      cost = cost.plus(Cost.of(levels, rank, rest / worths[rank] * units[rank]));
      rest %= worths[rank];
    }
    return cost;
  }
}
