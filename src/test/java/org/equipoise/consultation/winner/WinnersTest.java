package org.equipoise.consultation.winner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.equipoise.equilibrium.Fraction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Winners are those of closed forms, published examples, and brute force on small sets. */
class WinnersTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 60);

  private static final class Ballots {
    private final Comparisons.Collector collector = new Comparisons.Collector();
    private int voters;

    /** Adds so many voters who rank items like this, the best first. */
    Ballots of(int times, String ranking) {
      for (int i = 0; i < times; i++) {
        voters++;
        for (int place = 0; place < ranking.length(); place++) {
          collector.place("v" + voters, ranking.substring(place, place + 1), place);
        }
      }
      return this;
    }

    Comparisons comparisons() {
      return collector.comparisons();
    }
  }

  @Test
  void twoItemsHaveTheOddsOfTheirWins() {
    Comparisons comparisons =
        new Comparisons.Collector().pair("a", "b", 30).pair("b", "a", 10).comparisons();
    BradleyTerry found = BradleyTerry.of(comparisons);
    BradleyTerry.Strength a = found.strengths().get(0);
    BradleyTerry.Strength b = found.strengths().get(1);
    assertEquals(Math.log(3), a.strength() - b.strength(), 1e-8);
    assertEquals(0, a.strength() + b.strength(), 1e-12);
    // The variance of the log odds is 1/30 + 1/10, and each is half of them.
    double width = 1.959963984540054 * Math.sqrt(1 / 30.0 + 1 / 10.0) / 2;
    assertEquals(a.strength() + width, a.greatest(), 1e-8);
    assertEquals(a.strength() - width, a.least(), 1e-8);
  }

  @Test
  void threeItemsInATreeHaveTheOddsOfTheirPairs() {
    Comparisons comparisons =
        new Comparisons.Collector()
            .pair("a", "b", 6)
            .pair("b", "a", 2)
            .pair("b", "c", 10)
            .pair("c", "b", 4)
            .comparisons();
    List<BradleyTerry.Strength> found = BradleyTerry.of(comparisons).strengths();
    assertEquals(Math.log(3), found.get(0).strength() - found.get(1).strength(), 1e-7);
    assertEquals(Math.log(2.5), found.get(1).strength() - found.get(2).strength(), 1e-7);
  }

  @Test
  void whereItemsDoNotHangTogetherThereIsNoAnswer() {
    Comparisons never =
        new Comparisons.Collector()
            .pair("a", "b", 1)
            .pair("b", "a", 1)
            .pair("a", "c", 5)
            .pair("c", "d", 1)
            .pair("d", "c", 1)
            .comparisons();
    BradleyTerry found = BradleyTerry.of(never);
    assertFalse(found.isConnected());
    assertEquals(List.of(List.of("a", "b"), List.of("c", "d")), found.parts());
    assertEquals(List.of(), found.strengths());
  }

  @Test
  void nineteenOfTwentyIntervalsHoldTheTruth() {
    double[] truth = {0.8, 0.4, 0, -0.3, -0.9};
    int held = 0;
    int all = 0;
    int heldByRankings = 0;
    int trials = Math.max(60, SEEDS);
    for (int seed = 0; seed < trials; seed++) {
      Random random = new Random(seed);
      Comparisons.Collector pairs = new Comparisons.Collector();
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < i; j++) {
          for (int n = 0; n < 25; n++) {
            boolean isFirst = random.nextDouble() < 1 / (1 + Math.exp(truth[j] - truth[i]));
            pairs.pair("i" + (isFirst ? i : j), "i" + (isFirst ? j : i), 1);
          }
        }
      }
      Comparisons.Collector rankings = new Comparisons.Collector();
      for (int v = 0; v < 60; v++) {
        List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3, 4));
        for (int place = 0; place < 5; place++) {
          double sum = left.stream().mapToDouble(it -> Math.exp(truth[it])).sum();
          double at = random.nextDouble() * sum;
          int chosen = 0;
          while (chosen < left.size() - 1 && (at -= Math.exp(truth[left.get(chosen)])) >= 0) {
            chosen++;
          }
          rankings.place("v" + v, "i" + left.remove(chosen), place);
        }
      }
      held += held(BradleyTerry.of(pairs.comparisons()), truth);
      heldByRankings += held(BradleyTerry.of(rankings.comparisons()), truth);
      all += 5;
    }
    assertEquals(0.95, (double) held / all, 0.04);
    assertEquals(0.95, (double) heldByRankings / all, 0.04);
  }

  private static int held(BradleyTerry found, double[] truth) {
    int held = 0;
    for (int i = 0; i < truth.length; i++) {
      BradleyTerry.Strength own = found.strengths().get(i);
      held += own.least() <= truth[i] && truth[i] <= own.greatest() ? 1 : 0;
    }
    return held;
  }

  @Test
  void thePublishedExampleOfSchulzeComesOutAsPublished() {
    // M. Schulze, A new monotonic, clone-independent ... method, 2011, example 1 (45 voters)
    Comparisons comparisons =
        new Ballots()
            .of(5, "ACBED")
            .of(5, "ADECB")
            .of(8, "BEDAC")
            .of(3, "CABED")
            .of(7, "CAEBD")
            .of(2, "CBADE")
            .of(7, "DCEBA")
            .of(8, "EBADC")
            .comparisons();
    assertEquals(20, comparisons.wins(0, 1));
    assertEquals(
        List.of(List.of("E"), List.of("A"), List.of("C"), List.of("B"), List.of("D")),
        Schulze.of(comparisons).ranks());
  }

  @Test
  void itemsThatNobodyPrefersToEachOtherAreTied() {
    Comparisons comparisons = new Ballots().of(2, "ABC").of(2, "BAC").comparisons();
    assertEquals(List.of(List.of("A", "B"), List.of("C")), Schulze.of(comparisons).ranks());
    MaximalLottery lottery = Objects.requireNonNull(MaximalLottery.of(comparisons));
    assertFalse(lottery.isOnly());
    Fraction none = Fraction.of(0, 1);
    Fraction one = Fraction.of(1, 1);
    assertEquals(
        List.of(new MaximalLottery.Share("A", none, one), new MaximalLottery.Share("B", none, one)),
        lottery.shares());
  }

  @Test
  void aCycleIsALotteryWithTheMarginsOfTheOthers() {
    // A over B by 2, B over C by 4, C over A by 6: the chances are as 4, 6 and 2.
    Comparisons comparisons =
        new Comparisons.Collector()
            .pair("A", "B", 2)
            .pair("B", "C", 4)
            .pair("C", "A", 6)
            .comparisons();
    MaximalLottery lottery = Objects.requireNonNull(MaximalLottery.of(comparisons));
    assertTrue(lottery.isOnly());
    assertEquals(
        List.of(Fraction.of(1, 3), Fraction.of(1, 2), Fraction.of(1, 6)),
        lottery.shares().stream().map(MaximalLottery.Share::least).toList());
  }

  /** A random election with a few rankings, in which items may tie or be left out. */
  private static Comparisons random(Random random) {
    Comparisons.Collector collector = new Comparisons.Collector();
    int items = 2 + random.nextInt(4);
    for (int v = 0; v < 1 + random.nextInt(7); v++) {
      for (int i = 0; i < items; i++) {
        if (v == 0 || random.nextInt(5) > 0) {
          collector.place("v" + v, "i" + i, random.nextInt(items));
        }
      }
    }
    return collector.comparisons();
  }

  @Test
  void ranksAreThoseOfTheStrongestOfAllPaths() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Comparisons comparisons = random(new Random(seed));
      int items = comparisons.items().size();
      Set<String> winners = new HashSet<>();
      for (int i = 0; i < items; i++) {
        boolean isBeaten = false;
        for (int j = 0; j < items; j++) {
          isBeaten |=
              i != j
                  && strongest(comparisons, j, i, new HashSet<>())
                      > strongest(comparisons, i, j, new HashSet<>());
        }
        if (!isBeaten) {
          winners.add(comparisons.items().get(i));
        }
      }
      assertEquals(winners, Set.copyOf(Schulze.of(comparisons).winners()), "seed " + seed);
    }
  }

  private static long strongest(Comparisons comparisons, int from, int to, Set<Integer> passed) {
    long best = 0;
    passed.add(from);
    for (int next = 0; next < comparisons.items().size(); next++) {
      long wins = comparisons.wins(from, next);
      if (!passed.contains(next) && wins > comparisons.wins(next, from)) {
        long rest = next == to ? wins : strongest(comparisons, next, to, passed);
        best = Math.max(best, Math.min(wins, rest));
      }
    }
    passed.remove(from);
    return best;
  }

  @Test
  void noItemIsExpectedToBeatAMaximalLotteryAndEveryExtremeOneIsFound() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Comparisons comparisons = random(new Random(seed));
      MaximalLottery lottery = MaximalLottery.of(comparisons);
      assertNotNull(lottery);
      assertEquals(extremes(comparisons), shares(lottery), "seed " + seed);
      BigInteger[] sum = {BigInteger.ZERO, BigInteger.ONE};
      for (MaximalLottery.Share share : lottery.shares()) {
        Fraction each = share.least();
        sum[0] = sum[0].multiply(each.denominator()).add(each.numerator().multiply(sum[1]));
        sum[1] = sum[1].multiply(each.denominator());
      }
      assertEquals(
          lottery.isOnly(), new Fraction(sum[0], sum[1]).equals(Fraction.of(1, 1)), "seed " + seed);
    }
  }

  private static Set<String> shares(MaximalLottery lottery) {
    Set<String> shares = new HashSet<>();
    lottery.shares().forEach(it -> shares.add(it.item() + " " + it.least() + " " + it.greatest()));
    return shares;
  }

  /**
   * The bounds of each item's chance over all corners of the set of lotteries, each the solution of
   * a system of equations: some items have no chance, and against some others nobody is expected to
   * win.
   */
  private static Set<String> extremes(Comparisons comparisons) {
    int items = comparisons.items().size();
    Fraction[] least = new Fraction[items];
    Fraction[] greatest = new Fraction[items];
    for (int zero = 0; zero < (1 << items); zero++) {
      for (int even = 0; even < (1 << items); even++) {
        if (Integer.bitCount(zero) + Integer.bitCount(even) != items - 1) {
          continue;
        }
        Fraction[] corner = corner(comparisons, zero, even);
        for (int i = 0; corner != null && i < items; i++) {
          least[i] = least[i] == null || corner[i].compareTo(least[i]) < 0 ? corner[i] : least[i];
          greatest[i] =
              greatest[i] == null || corner[i].compareTo(greatest[i]) > 0 ? corner[i] : greatest[i];
        }
      }
    }
    Set<String> found = new HashSet<>();
    for (int i = 0; i < items; i++) {
      if (greatest[i].numerator().signum() > 0) {
        found.add(comparisons.items().get(i) + " " + least[i] + " " + greatest[i]);
      }
    }
    return found;
  }

  private static Fraction @Nullable [] corner(Comparisons comparisons, int zero, int even) {
    int items = comparisons.items().size();
    List<Fraction[]> rows = new ArrayList<>();
    Fraction[] all = new Fraction[items + 1];
    Arrays.fill(all, Fraction.of(1, 1));
    rows.add(all);
    for (int i = 0; i < items; i++) {
      if (((zero >> i) & 1) == 1) {
        Fraction[] row = new Fraction[items + 1];
        Arrays.fill(row, Fraction.of(0, 1));
        row[i] = Fraction.of(1, 1);
        rows.add(row);
      }
      if (((even >> i) & 1) == 1) {
        Fraction[] row = new Fraction[items + 1];
        for (int j = 0; j < items; j++) {
          row[j] = Fraction.of(comparisons.wins(i, j) - comparisons.wins(j, i), 1);
        }
        row[items] = Fraction.of(0, 1);
        rows.add(row);
      }
    }
    for (int c = 0; c < items; c++) {
      int pivot = c;
      while (pivot < items && rows.get(pivot)[c].numerator().signum() == 0) {
        pivot++;
      }
      if (pivot == items) {
        return null;
      }
      Collections.swap(rows, c, pivot);
      Fraction by = rows.get(c)[c];
      for (int r = 0; r < items; r++) {
        if (r != c) {
          Fraction factor = over(rows.get(r)[c], by);
          for (int j = 0; j <= items; j++) {
            rows.get(r)[j] = minus(rows.get(r)[j], times(factor, rows.get(c)[j]));
          }
        }
      }
    }
    Fraction[] corner = new Fraction[items];
    for (int i = 0; i < items; i++) {
      corner[i] = over(rows.get(i)[items], rows.get(i)[i]);
      if (corner[i].numerator().signum() < 0) {
        return null;
      }
    }
    for (int i = 0; i < items; i++) {
      Fraction expected = Fraction.of(0, 1);
      for (int j = 0; j < items; j++) {
        Fraction margin = Fraction.of(comparisons.wins(j, i) - comparisons.wins(i, j), 1);
        expected = minus(expected, times(margin, corner[j]));
      }
      if (expected.numerator().signum() > 0) {
        return null;
      }
    }
    return corner;
  }

  private static Fraction times(Fraction a, Fraction b) {
    return new Fraction(
        a.numerator().multiply(b.numerator()), a.denominator().multiply(b.denominator()));
  }

  private static Fraction over(Fraction a, Fraction b) {
    BigInteger sign = BigInteger.valueOf(b.numerator().signum());
    return new Fraction(
        a.numerator().multiply(b.denominator()).multiply(sign),
        a.denominator().multiply(b.numerator().abs()));
  }

  private static Fraction minus(Fraction a, Fraction b) {
    return new Fraction(
        a.numerator().multiply(b.denominator()).subtract(b.numerator().multiply(a.denominator())),
        a.denominator().multiply(b.denominator()));
  }
}
