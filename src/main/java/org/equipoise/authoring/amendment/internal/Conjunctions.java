package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/**
 * All conjunctions of at most so many tests over some places, searched by what they gain. A
 * conjunction gains the sum over the places that it covers, less a price for each of its tests.
 * Whole branches are left out whose places, taking the gains without the losses, cannot reach the
 * threshold. Of conjunctions that cover the same places, the one with the fewest tests, then the
 * first, stands for all. Not safe for several threads.
 */
final class Conjunctions {
  /** The time is looked at whenever none of these bits is set in the number of steps. */
  private static final int STEPS_UNWATCHED = 0xfff;

  private final int places;
  private final int words;
  private final int[] numbers;
  private final long[][] tests;
  private final int longest;

  /**
   * Tests over places.
   *
   * @param passing for each test, which of the universe pass it
   * @param universe the numbers of the places within the universe
   */
  Conjunctions(List<BitSet> passing, int[] universe, int longest) {
    this.places = universe.length;
    this.words = (places + 63) / 64;
    this.longest = longest;
    Map<List<Long>, Integer> first = new HashMap<>();
    List<long[]> kept = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    for (int t = 0; t < passing.size(); t++) {
      Meter.steps(places);
      long[] here = new long[Math.max(1, words)];
      int count = 0;
      for (int p = 0; p < places; p++) {
        if (passing.get(t).get(universe[p])) {
          here[p >> 6] |= 1L << p;
          count++;
        }
      }
      if (count > 0 && first.putIfAbsent(Arrays.stream(here).boxed().toList(), t) == null) {
        kept.add(here);
        of.add(t);
      }
    }
    this.tests = kept.toArray(long[][]::new);
    this.numbers = of.stream().mapToInt(it -> it).toArray();
  }

  /**
   * A conjunction.
   *
   * @param tests the numbers of its tests, ascending
   * @param covered the places, by their numbers here
   * @param gain what it gains
   */
  record Found(List<Integer> tests, BitSet covered, long gain) {
    private static final Comparator<Found> BEST =
        Comparator.comparing(Found::gain, Comparator.reverseOrder())
            .thenComparing(it -> it.tests().size())
            .thenComparing(Found::tests, Found::compareTests);

    private static int compareTests(List<Integer> a, List<Integer> b) {
      return Arrays.compare(
          a.stream().mapToInt(it -> it).toArray(), b.stream().mapToInt(it -> it).toArray());
    }
  }

  /**
   * What covering places gains.
   *
   * @param gain by place, a loss where it is negative
   * @param perTest the price of each test
   * @param barred places that may not be covered
   * @param useful places of which some must be covered
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Terms(long[] gain, long perTest, BitSet barred, BitSet useful) {}

  /** More conjunctions reach a threshold than can be held. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What is asked of a search. */
  private final class Search {
    private final long[] values;
    private final long[][] masks;
    private final long perTest;
    private final long[] barred;
    private final long[] useful;
    private final int most;
    private final boolean best;
    private final Map<List<Long>, Found> found = new HashMap<>();
    private final PriorityQueue<Long> gains = new PriorityQueue<>();
    private final SolveLimits limits;
    private long threshold;
    private int steps;
    private boolean isCut;

    Search(Terms terms, long threshold, int most, boolean best, SolveLimits limits) {
      this.limits = limits;
      long[] gain = terms.gain();
      Map<Long, long[]> classes = new TreeMap<>();
      for (int p = 0; p < places; p++) {
        if (gain[p] != 0) {
          classes.computeIfAbsent(gain[p], it -> new long[words])[p >> 6] |= 1L << p;
        }
      }
      this.values = classes.keySet().stream().mapToLong(it -> it).toArray();
      this.masks = classes.values().toArray(long[][]::new);
      this.perTest = terms.perTest();
      this.barred = Arrays.copyOf(terms.barred().toLongArray(), Math.max(1, words));
      this.useful = Arrays.copyOf(terms.useful().toLongArray(), Math.max(1, words));
      this.threshold = threshold;
      this.most = most;
      this.best = best;
    }

    /** The gains of the places in a set, without the losses. */
    private long upside(long[] set) {
      long sum = 0;
      for (int c = values.length - 1; c >= 0 && values[c] > 0; c--) {
        sum += values[c] * count(set, masks[c]);
      }
      return sum;
    }

    private long downside(long[] set) {
      long sum = 0;
      for (int c = 0; c < values.length && values[c] < 0; c++) {
        sum += values[c] * count(set, masks[c]);
      }
      return sum;
    }

    private static int count(long[] a, long[] b) {
      int count = 0;
      for (int w = 0; w < b.length; w++) {
        count += Long.bitCount(a[w] & b[w]);
      }
      return count;
    }

    private static boolean meet(long[] a, long[] b) {
      for (int w = 0; w < b.length; w++) {
        if ((a[w] & b[w]) != 0) {
          return true;
        }
      }
      return false;
    }

    void run() {
      descend(null, 0, new int[longest], 0);
    }

    private void descend(long @Nullable [] within, int from, int[] chosen, int depth) {
      for (int t = from; t < tests.length; t++) {
        Meter.step();
        isCut = isCut || ((++steps & STEPS_UNWATCHED) == 0 && limits.reached());
        if (isCut) {
          return;
        }
        long[] set = tests[t];
        if (within != null) {
          set = and(within, tests[t]);
          if (Arrays.equals(set, within)) {
            continue; // the test adds nothing
          }
        }
        long above = upside(set) - perTest * (depth + 1);
        if (above < threshold || !meet(set, useful)) {
          continue; // neither it nor any narrower one gains enough
        }
        chosen[depth] = t;
        if (!meet(set, barred)) {
          offer(set, chosen, depth + 1, above + downside(set));
        }
        if (depth + 1 < longest) {
          descend(set, t + 1, chosen, depth + 1);
        }
      }
    }

    private long[] and(long[] a, long[] b) {
      long[] both = new long[words];
      for (int w = 0; w < words; w++) {
        both[w] = a[w] & b[w];
      }
      return both;
    }

    private void offer(long[] set, int[] chosen, int length, long gain) {
      if (gain < threshold) {
        return;
      }
      List<Integer> own = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        own.add(numbers[chosen[i]]);
      }
      Found offered = new Found(own, BitSet.valueOf(set), gain);
      List<Long> key = Arrays.stream(set).boxed().toList();
      Found known = found.get(key);
      if (known == null || Found.BEST.compare(offered, known) < 0) {
        found.put(key, offered);
        if (best && known == null) {
          gains.add(gain);
          if (gains.size() > most) {
            gains.poll();
            threshold = Math.max(threshold, gains.element());
          }
        } else if (!best && found.size() > most) {
          throw new TooManyException();
        }
      }
    }

    List<Found> sorted() {
      return found.values().stream().sorted(Found.BEST).toList();
    }
  }

  /**
   * The conjunctions that gain most, best first; if a limit is reached, of those that were looked
   * at.
   *
   * @param threshold what each must gain at least
   */
  List<Found> best(Terms terms, long threshold, int most, SolveLimits limits) {
    Search search = new Search(terms, threshold, most, true, limits);
    search.run();
    List<Found> sorted = search.sorted();
    return sorted.subList(0, Math.min(most, sorted.size()));
  }

  /**
   * All conjunctions that gain as much as a threshold; if a limit is reached, those of them that
   * were looked at.
   *
   * @throws TooManyException if there are more than {@code most}
   */
  List<Found> all(Terms terms, long threshold, int most, SolveLimits limits) {
    Search search = new Search(terms, threshold, most, false, limits);
    search.run();
    return search.sorted();
  }
}
