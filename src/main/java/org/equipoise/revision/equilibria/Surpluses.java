package org.equipoise.revision.equilibria;

import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.revision.Cost;

/**
 * How many combinations of ways there are of each surplus, up to a greatest one: a polynomial whose
 * exponents are surpluses. Exact; immutable.
 *
 * @param numbers none is 0
 * @param greatest up to which all surpluses are there
 */
record Surpluses(NavigableMap<Cost, BigInteger> numbers, Cost greatest) {
  /** How many different surpluses are told apart at most. */
  private static final int MAX = 10_000;

  /** Nothing to combine: one combination without surplus. */
  static Surpluses none(Cost greatest) {
    return new Surpluses(new TreeMap<>(Map.of(Cost.ZERO, BigInteger.ONE)), greatest);
  }

  static Surpluses of(RevisionPart part, Cost greatest) {
    TreeMap<Cost, BigInteger> numbers = new TreeMap<>(part.numbers());
    return new Surpluses(numbers.headMap(greatest, true), greatest);
  }

  /** The combinations of both; up to a lower surplus if there are too many different ones. */
  Surpluses times(Surpluses other) {
    Cost most = greatest.compareTo(other.greatest) <= 0 ? greatest : other.greatest;
    TreeMap<Cost, BigInteger> products = new TreeMap<>();
    for (Map.Entry<Cost, BigInteger> mine : numbers.entrySet()) {
      for (Map.Entry<Cost, BigInteger> each : other.numbers.entrySet()) {
        Cost sum = mine.getKey().plus(each.getKey());
        Meter.step();
        if (sum.compareTo(most) > 0) {
          break;
        }
        products.merge(sum, mine.getValue().multiply(each.getValue()), BigInteger::add);
      }
    }
    while (products.size() > MAX) {
      products.pollLastEntry();
      most = products.lastKey();
    }
    return new Surpluses(products, most);
  }

  /** That of which these are the combinations with a factor, which has one without surplus. */
  Surpluses without(Surpluses factor) {
    TreeMap<Cost, BigInteger> quotients = new TreeMap<>();
    BigInteger first = factor.numbers.firstEntry().getValue();
    TreeMap<Cost, BigInteger> rest = new TreeMap<>(numbers);
    while (!rest.isEmpty()) {
      Map.Entry<Cost, BigInteger> lowest = rest.firstEntry();
      BigInteger quotient = lowest.getValue().divide(first);
      quotients.put(lowest.getKey(), quotient);
      Meter.turns(factor.numbers.size());
      factor.numbers.forEach(
          (surplus, number) -> {
            Cost sum = lowest.getKey().plus(surplus);
            if (sum.compareTo(greatest) <= 0) {
              rest.merge(sum, quotient.multiply(number).negate(), BigInteger::add);
              rest.remove(sum, BigInteger.ZERO);
            }
          });
    }
    return new Surpluses(quotients, greatest);
  }

  /** How many there are. */
  BigInteger total() {
    return numbers.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** How many there are up to each surplus. */
  NavigableMap<Cost, BigInteger> upTo() {
    TreeMap<Cost, BigInteger> sums = new TreeMap<>();
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Cost, BigInteger> each : numbers.entrySet()) {
      sum = sum.add(each.getValue());
      sums.put(each.getKey(), sum);
    }
    return sums;
  }
}
