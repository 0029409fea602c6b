package org.equipoise.revision.equilibria;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.revision.Cost;

/**
 * A sum of costs, each times a number of any size; compared level by level, the highest first.
 *
 * @param byLevel amounts in billionths; none for 0
 */
record Weighted(List<BigInteger> byLevel) implements Comparable<Weighted> {
  static final Weighted ZERO = new Weighted(List.of());

  Weighted {
    byLevel = List.copyOf(byLevel);
  }

  static Weighted of(Cost cost, BigInteger times) {
    return new Weighted(
        IntStream.range(0, cost.levels().count())
            .mapToObj(rank -> BigInteger.valueOf(cost.billionths(rank)).multiply(times))
            .toList());
  }

  /** The sum; of costs without levels, or of the same levels. */
  Weighted plus(Weighted other) {
    if (byLevel.isEmpty() || other.byLevel.isEmpty()) {
      return byLevel.isEmpty() ? other : this;
    }
    if (byLevel.size() != other.byLevel.size()) { // one of them is 0, which has no levels
      return byLevel.size() > other.byLevel.size() ? this : other;
    }
    List<BigInteger> sum = new ArrayList<>();
    for (int rank = 0; rank < byLevel.size(); rank++) {
      sum.add(byLevel.get(rank).add(other.byLevel.get(rank)));
    }
    return new Weighted(sum);
  }

  @Override
  public int compareTo(Weighted other) {
    for (int rank = 0; rank < Math.max(byLevel.size(), other.byLevel.size()); rank++) {
      int difference = at(rank).compareTo(other.at(rank));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private BigInteger at(int rank) {
    return rank < byLevel.size() ? byLevel.get(rank) : BigInteger.ZERO;
  }
}
