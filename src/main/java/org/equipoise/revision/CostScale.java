package org.equipoise.revision;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
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
 * @param total the sum of the numbers of all elements
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
record CostScale(Levels levels, long[] units, BigInteger[] worths, BigInteger total) {

  /**
   * The scale for elements of these costs, of which some may be infinite. Without levels the number
   * of a cost is its billionths.
   */
  static CostScale of(List<Cost> costs) {
    Levels levels =
        costs.stream()
            .map(Cost::levels)
            .filter(Levels::areDeclared)
            .findFirst()
            .orElse(Levels.NONE);
    long[] units = new long[levels.count()];
    BigInteger[] sums = new BigInteger[units.length];
    Arrays.fill(sums, BigInteger.ZERO);
    for (Cost cost : costs) {
      for (int rank = 0; rank < units.length && !cost.isInfinite(); rank++) {
        units[rank] = gcd(units[rank], cost.billionths(rank));
        sums[rank] = sums[rank].add(BigInteger.valueOf(cost.billionths(rank)));
      }
    }
    BigInteger[] worths = new BigInteger[units.length];
    BigInteger lower = BigInteger.ZERO;
    for (int rank = units.length - 1; rank >= 0; rank--) {
      units[rank] = levels.areDeclared() ? Math.max(1, units[rank]) : 1;
      worths[rank] = lower.add(BigInteger.ONE);
      BigInteger most = sums[rank].divide(BigInteger.valueOf(units[rank]));
      lower = lower.add(most.multiply(worths[rank]));
    }
    return new CostScale(levels, units, worths, lower);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Whether the numbers are small enough for the solver. */
  boolean fits() {
    return total.compareTo(BigInteger.valueOf(HittingSetProblem.MAX_COST_SUM)) < 0;
  }

  /** The number of the finite cost of an element. */
  BigInteger number(Cost cost) {
    BigInteger number = BigInteger.ZERO;
    for (int rank = 0; rank < units.length; rank++) {
      BigInteger digit = BigInteger.valueOf(cost.billionths(rank) / units[rank]);
      number = number.add(digit.multiply(worths[rank]));
    }
    return number;
  }

  /** The cost of which a number, a sum or a bound of a sum, is the number. */
  Cost cost(BigInteger number) {
    long[] amounts = new long[units.length];
    BigInteger rest = number;
    for (int rank = 0; rank < units.length; rank++) {
      BigInteger[] digit = rest.divideAndRemainder(worths[rank]);
      amounts[rank] = Math.multiplyExact(digit[0].longValueExact(), units[rank]);
      rest = digit[1];
    }
    return Cost.of(levels, amounts);
  }

  /** The same for a small number. */
  Cost cost(long number) {
    return cost(BigInteger.valueOf(number));
  }
}
