package org.equipoise.revision.equilibria;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/**
 * Conflicts that share no relaxation with the others, and the ways to resolve them. Immutable and
 * safe to share between threads.
 *
 * @param ways the cheapest first, then by number of relaxations and by relaxations in order; not
 *     empty
 * @param complete whether no limit kept ways from being found
 * @param numbers how many ways there are of each surplus; positive
 * @param counted whether these numbers are exact, even if not all ways are listed; otherwise they
 *     are those of the ways listed
 */
public record RevisionPart(
    List<Way> ways, boolean complete, SortedMap<Cost, BigInteger> numbers, boolean counted) {
  public RevisionPart {
    ways = List.copyOf(ways);
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }

  /** A part of which the ways that are listed count. */
  public RevisionPart(List<Way> ways, boolean complete) {
    this(ways, complete, numbers(ways), complete);
  }

  /** The same where all ways were counted without being listed. */
  RevisionPart counted(SortedMap<Cost, BigInteger> all) {
    return new RevisionPart(ways, complete, all, true);
  }

  private static SortedMap<Cost, BigInteger> numbers(List<Way> ways) {
    SortedMap<Cost, BigInteger> numbers = new TreeMap<>();
    ways.forEach(it -> numbers.merge(it.surplus(), BigInteger.ONE, BigInteger::add));
    return numbers;
  }

  /** The same with the cheapest ways only; complete only if there are no others. */
  public RevisionPart cheapest() {
    List<Way> all = ways.stream().filter(it -> it.surplus().equals(Cost.ZERO)).toList();
    SortedMap<Cost, BigInteger> least = new TreeMap<>(numbers);
    least.keySet().retainAll(Set.of(Cost.ZERO));
    return new RevisionPart(all, complete && all.size() == ways.size(), least, counted);
  }

  /**
   * One way to resolve a part.
   *
   * @param relaxations what is given up, sorted; minimal
   * @param cost the sum of their costs
   * @param surplus how much more that is than the cheapest way costs
   */
  public record Way(List<Relaxation> relaxations, Cost cost, Cost surplus) {
    public Way {
      relaxations = List.copyOf(relaxations);
    }
  }
}
