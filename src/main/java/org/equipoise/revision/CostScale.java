package org.equipoise.revision;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.language.Levels;
import org.equipoise.revision.solver.internal.HittingSetProblem;

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
record CostScale(Levels levels, long[] units, long[] worths) {

  /** The number of a cost without levels is its billionths. */
  static final CostScale PLAIN = new CostScale(Levels.NONE, new long[] {1}, new long[] {1});

  /** The scale for elements of these finite costs; empty if the solver takes no such numbers. */
  static Optional<CostScale> of(List<Cost> costs) {
    Levels levels = costs.get(0).levels();
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
      if (lower.bitLength() >= Long.SIZE - 1) {
        return Optional.empty();
      }
      units[rank] = Math.max(1, units[rank]);
      worths[rank] = lower.longValueExact() + 1;
      BigInteger most = sums[rank].divide(BigInteger.valueOf(units[rank]));
      lower = lower.add(most.multiply(BigInteger.valueOf(worths[rank])));
    }
    boolean fits = lower.compareTo(BigInteger.valueOf(HittingSetProblem.MAX_COST_SUM)) < 0;
    return fits ? Optional.of(new CostScale(levels, units, worths)) : Optional.empty();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The number of the cost of an element. */
  long number(Cost cost) {
    long number = 0;
    for (int rank = 0; rank < units.length; rank++) {
      number += cost.billionths(rank) / units[rank] * worths[rank];
    }
    return number;
  }

  /** The cost of which a number, a sum or a bound of a sum, is the number. */
  Cost cost(long number) {
    long[] amounts = new long[units.length];
    long rest = number;
    for (int rank = 0; rank < units.length; rank++) {
      amounts[rank] = rest / worths[rank] * units[rank];
      rest %= worths[rank];
    }
    return Cost.of(levels, amounts);
  }
}
