package org.equipoise.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The floor: the rules of a {@link Workload} as sets of bits by attribute, over raw attributes.
 * Says what is decided and nothing else: no reasons, no labels, no other kinds of rules.
 */
final class BitsetIndex {
  private final int words;
  private final long[] all;
  private final long[][] needing; // by flag: the rules that ask for it
  private final int[][] bounds; // by number, rising
  private final long[][][] above; // by number and rank of its value: the rules it is too low for
  private final long[] permitting;
  private final long[] weights;

  BitsetIndex(List<Workload.Rule> rules) {
    words = (rules.size() + 63) / 64;
    all = new long[words];
    permitting = new long[words];
    needing = new long[Workload.FLAGS][words];
    weights = new long[rules.size()];
    List<List<Integer>> byNumber = new ArrayList<>();
    for (int i = 0; i < Workload.NUMBERS; i++) {
      byNumber.add(new ArrayList<>());
    }
    for (int i = 0; i < rules.size(); i++) {
      Workload.Rule rule = rules.get(i);
      set(all, i);
      weights[i] = rule.tenths() * 100_000_000L;
      if (rule.permits()) {
        set(permitting, i);
      }
      for (int flag : rule.flags()) {
        set(needing[flag], i);
      }
      if (rule.number() >= 0) {
        byNumber.get(rule.number()).add(i);
      }
    }
    bounds = new int[Workload.NUMBERS][];
    above = new long[Workload.NUMBERS][][];
    for (int number = 0; number < Workload.NUMBERS; number++) {
      List<Integer> some = byNumber.get(number);
      some.sort(Comparator.comparing(it -> rules.get(it).bound()));
      bounds[number] = some.stream().mapToInt(it -> rules.get(it).bound()).toArray();
      above[number] = new long[some.size() + 1][words];
      for (int rank = some.size() - 1; rank >= 0; rank--) {
        above[number][rank] = above[number][rank + 1].clone();
        set(above[number][rank], some.get(rank));
      }
    }
  }

  private static void set(long[] bits, int bit) {
    bits[bit >> 6] |= 1L << bit;
  }

  /** What it costs to block, less what it costs to allow, in billionths. */
  long decide(Workload.Given given) {
    long[] speaking = all.clone();
    boolean[] flags = given.flags();
    for (int flag = 0; flag < flags.length; flag++) {
      if (!flags[flag]) {
        clear(speaking, needing[flag]);
      }
    }
    int[] numbers = given.numbers();
    for (int number = 0; number < numbers.length; number++) {
      int rank = Arrays.binarySearch(bounds[number], numbers[number]);
      rank = rank < 0 ? -rank - 1 : rank;
      while (rank > 0 && bounds[number][rank - 1] == numbers[number]) {
        rank--;
      }
      clear(speaking, above[number][rank]);
    }
    long balance = 0;
    for (int word = 0; word < words; word++) {
      for (long left = speaking[word]; left != 0; left &= left - 1) {
        int rule = (word << 6) + Long.numberOfTrailingZeros(left);
        boolean permits = (permitting[word] & Long.lowestOneBit(left)) != 0;
        balance += permits ? weights[rule] : -weights[rule];
      }
    }
    return balance;
  }

  private static void clear(long[] bits, long[] others) {
    for (int word = 0; word < bits.length; word++) {
      bits[word] &= ~others[word];
    }
  }
}
