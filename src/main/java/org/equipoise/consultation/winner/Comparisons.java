package org.equipoise.consultation.winner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.problem.internal.NaturalOrder;

/**
 * How often each item was preferred to each other. Items are numbered from 0 in the order of their
 * ids, in which 2 comes before 10. Immutable and safe to share between threads.
 */
public final class Comparisons {
  private final List<String> items;
  private final long[][] wins;
  private final List<int[]> ballots;

  private Comparisons(List<String> items, long[][] wins, List<int[]> ballots) {
    this.items = items;
    this.wins = wins;
    this.ballots = ballots;
  }

  /** Collects comparisons, in any order. Not safe for several threads. */
  public static final class Collector {
    private final SortedSet<String> items = new TreeSet<>(NaturalOrder.INSTANCE);
    private final List<Pair> pairs = new ArrayList<>();
    private final SortedMap<String, SortedMap<String, Long>> rankings =
        new TreeMap<>(NaturalOrder.INSTANCE);

    private record Pair(String winner, String loser, long times) {}

    /**
     * Adds that one item was preferred to another.
     *
     * @param times how often, at least 1
     */
    public Collector pair(String winner, String loser, long times) {
      if (winner.equals(loser)) {
        throw new IllegalArgumentException("`" + winner + "` is compared with itself");
      }
      items.add(winner);
      items.add(loser);
      pairs.add(new Pair(winner, loser, times));
      return this;
    }

    /**
     * Adds the place of an item in somebody's ranking. Items with the same place are not preferred
     * to each other; an item without a place is not compared with others.
     *
     * @param place the first is the least number
     * @return whether the item had no place before in that ranking
     */
    public boolean place(String participant, String item, long place) {
      items.add(item);
      return rankings
              .computeIfAbsent(participant, it -> new TreeMap<>(NaturalOrder.INSTANCE))
              .put(item, place)
          == null;
    }

    /** Returns the comparisons. */
    public Comparisons comparisons() {
      Map<String, Integer> numbers = new TreeMap<>(NaturalOrder.INSTANCE);
      items.forEach(it -> numbers.put(it, numbers.size()));
      long[][] wins = new long[items.size()][items.size()];
      for (Pair pair : pairs) {
        wins[number(numbers, pair.winner())][number(numbers, pair.loser())] += pair.times();
      }
      List<int[]> ballots = new ArrayList<>();
      for (SortedMap<String, Long> ranking : rankings.values()) {
        List<Integer> ballot = new ArrayList<>();
        ranking.forEach(
            (winner, place) ->
                ranking.forEach(
                    (loser, other) -> {
                      if (place < other) {
                        ballot.add(number(numbers, winner));
                        ballot.add(number(numbers, loser));
                      }
                    }));
        int[] all = ballot.stream().mapToInt(it -> it).toArray();
        for (int i = 0; i < all.length; i += 2) {
          wins[all[i]][all[i + 1]]++;
        }
        ballots.add(all);
      }
      return new Comparisons(List.copyOf(items), wins, ballots);
    }

    private static int number(Map<String, Integer> numbers, String item) {
      return numbers.getOrDefault(item, 0);
    }
  }

  /** The ids of the items, in order. */
  public List<String> items() {
    return items;
  }

  /** Returns how often one item was preferred to another. */
  public long wins(int item, int other) {
    return wins[item][other];
  }

  /** Returns how many comparisons there are. */
  public long count() {
    long count = 0;
    for (long[] row : wins) {
      for (long each : row) {
        count += each;
      }
    }
    return count;
  }

  /** For each ranking the pairs it holds: winner, loser, winner, loser. None of single pairs. */
  List<int[]> ballots() {
    return ballots;
  }
}
