package org.equipoise.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.equipoise.language.Levels;
import org.equipoise.revision.HittingProgram.Exchange;
import org.equipoise.revision.HittingProgram.Hit;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.RuleReach;
import org.junit.jupiter.api.Test;

/**
 * Programs of two to five levels, with weights of one digit and of nine, against all subsets: the
 * first hitting sets, their costs, the proof and the price of each element.
 */
class LevelledProgramTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);
  private static final int MOST_ELEMENTS = 10;
  private static final Levels FIVE = new Levels(List.of("a", "b", "c", "d", "e"));

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Instance(Levels levels, Cost[] costs, RuleReach[] reaches, int[][] sets) {
    static Instance of(long seed) {
      Random random = new Random(seed);
      Levels levels = new Levels(FIVE.names().subList(0, 2 + random.nextInt(4)));
      int n = 2 + random.nextInt(MOST_ELEMENTS - 1);
      boolean isFine = random.nextBoolean();
      Cost[] costs = new Cost[n];
      RuleReach[] reaches = new RuleReach[n];
      for (int e = 0; e < n; e++) {
        long weight = isFine ? 1 + random.nextLong(1_000_000_000) : 1 + random.nextInt(4);
        long units = isFine ? weight : weight * 250_000_000L;
        costs[e] =
            random.nextInt(12) == 0
                ? Cost.INFINITE
                : Cost.of(levels, random.nextInt(levels.count()), units);
        reaches[e] = List.of(RuleReach.values()).get(random.nextInt(3));
      }
      int[][] sets = new int[1 + random.nextInt(7)][];
      for (int s = 0; s < sets.length; s++) {
        sets[s] = random.ints(0, n).distinct().limit(1 + random.nextInt(Math.min(4, n))).toArray();
      }
      return new Instance(levels, costs, reaches, sets);
    }

    HittingProgram solved() {
      return new HittingProgram(costs, reaches, sets, SolveLimits.none());
    }

    Cost sum(List<Integer> elements) {
      return elements.stream().map(e -> costs[e]).reduce(Cost.ZERO, Cost::plus);
    }

    private boolean isHit(int subset) {
      return Arrays.stream(sets)
          .allMatch(set -> Arrays.stream(set).anyMatch(e -> (subset >> e & 1) == 1));
    }

    /** Every minimal hitting set without an element that may not be chosen, in order. */
    List<Hit> minimal(int without) {
      List<Hit> minimal = new ArrayList<>();
      for (int x = 0; x < 1 << costs.length; x++) {
        int subset = x;
        List<Integer> chosen =
            IntStream.range(0, costs.length).filter(e -> (subset >> e & 1) == 1).boxed().toList();
        boolean isMinimal =
            isHit(subset) && chosen.stream().noneMatch(e -> isHit(subset & ~(1 << e)));
        if (isMinimal && !chosen.contains(without) && !sum(chosen).isInfinite()) {
          minimal.add(new Hit(chosen, sum(chosen)));
        }
      }
      minimal.sort(
          Comparator.comparing(Hit::cost, LevelledProgramTest::byLevel)
              .thenComparing(it -> it.elements().size())
              .thenComparing(it -> count(it, RuleReach.ONE_PLACE))
              .thenComparing(it -> count(it, RuleReach.EVERYWHERE))
              .thenComparing(it -> it.elements().toString())); // of one digit each
      return minimal;
    }

    private long count(Hit hit, RuleReach least) {
      return hit.elements().stream().filter(e -> reaches[e].compareTo(least) >= 0).count();
    }
  }

  /** The order of costs in plain words. */
  private static int byLevel(Cost one, Cost other) {
    for (int rank = 0; rank < FIVE.count(); rank++) {
      long a = rank < Math.max(1, one.levels().count()) ? one.billionths(rank) : 0;
      long b = rank < Math.max(1, other.levels().count()) ? other.billionths(rank) : 0;
      if (a != b) {
        return Long.compare(a, b);
      }
    }
    return 0;
  }

  @Test
  void theFirstHittingSetsAndThePricesAreThoseOfAllSubsets() {
    int solved = 0;
    for (long seed = 0; seed < 10L * SEEDS; seed++) {
      Instance instance = Instance.of(seed);
      List<Hit> expected = instance.minimal(-1);
      HittingProgram program = instance.solved();
      String where = "seed " + seed;
      assertEquals(!expected.isEmpty(), program.isHittable(), where);
      if (expected.isEmpty()) {
        continue;
      }
      solved++;
      assertEquals(expected.get(0), program.best(), where);
      assertEquals(expected.get(0).cost(), program.lowerBound(), where);
      assertTrue(program.isFirst(), where);
      HittingProgram.Ranking ranking = program.first(5, SolveLimits.none());
      assertTrue(ranking.complete(), where);
      assertEquals(expected.subList(0, Math.min(5, expected.size())), ranking.hits(), where);
      List<int[]> groups =
          IntStream.range(0, instance.costs().length).mapToObj(e -> new int[] {e}).toList();
      List<Exchange> exchanges = program.exchanges(groups, SolveLimits.none());
      for (int e = 0; e < groups.size(); e++) {
        price(instance, expected.get(0), e, exchanges.get(e), where + ", element " + e);
      }
    }
    assertTrue(solved > 5 * SEEDS, solved + " could be hit");
  }

  private static void price(Instance all, Hit best, int kept, Exchange exchange, String where) {
    List<Hit> without = all.minimal(kept);
    Cost price = exchange.price().orElseThrow();
    if (without.isEmpty()) {
      assertTrue(price.isInfinite(), where);
      return;
    }
    assertEquals(without.get(0).cost().minus(best.cost()), price, where);
    TreeSet<Integer> changed = new TreeSet<>(best.elements());
    changed.removeAll(exchange.dropped());
    changed.addAll(exchange.added());
    assertEquals(without.get(0).cost(), all.sum(List.copyOf(changed)), where);
    assertFalse(changed.contains(kept), where);
  }

  @Test
  void theOrderOfElementsAndSetsDoesNotAlterTheCost() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Instance instance = Instance.of(seed);
      HittingProgram program = instance.solved();
      if (!program.isHittable()) {
        continue;
      }
      int n = instance.costs().length;
      List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      Cost[] costs = new Cost[n];
      RuleReach[] reaches = new RuleReach[n];
      for (int e = 0; e < n; e++) {
        costs[order.get(e)] = instance.costs()[e];
        reaches[order.get(e)] = instance.reaches()[e];
      }
      int[][] sets =
          Arrays.stream(instance.sets())
              .map(set -> Arrays.stream(set).map(order::get).toArray())
              .toArray(int[][]::new);
      Collections.shuffle(Arrays.asList(sets), new Random(seed));
      HittingProgram shuffled = new HittingProgram(costs, reaches, sets, SolveLimits.none());
      assertEquals(program.best().cost(), shuffled.best().cost(), "seed " + seed);
      assertEquals(
          program.first(5, SolveLimits.none()).hits().stream().map(Hit::cost).toList(),
          shuffled.first(5, SolveLimits.none()).hits().stream().map(Hit::cost).toList(),
          "seed " + seed);
    }
  }

  @Test
  void aHundredElementsOfFiveLevelsFromTheLeastWeightToTheGreatestAreSolvedExactly() {
    Random random = new Random(9);
    int n = 100;
    Cost[] costs = new Cost[n];
    for (int e = 0; e < n; e++) {
      long units =
          e % 4 == 0 ? 1 : e % 4 == 1 ? 1_000_000_000_000_000_000L : random.nextLong(1, 1L << 59);
      costs[e] = Cost.of(FIVE, e % 5, units);
    }
    RuleReach[] reaches = new RuleReach[n];
    Arrays.fill(reaches, RuleReach.NO_RULE);
    int[][] sets = new int[n / 2][];
    for (int s = 0; s < sets.length; s++) {
      sets[s] = new int[] {2 * s, 2 * s + 1, (2 * s + 2) % n};
    }
    HittingProgram program = new HittingProgram(costs, reaches, sets, SolveLimits.none());
    assertTrue(program.isFirst());
    assertEquals(program.best().cost(), program.lowerBound());
    assertEquals(onARing(costs), program.best().cost());
  }

  /** The least cost to hit sets in a ring, each of which shares its last element with the next. */
  private static Cost onARing(Cost[] costs) {
    int n = costs.length;
    Optional<Cost> least = Optional.empty();
    for (boolean first : new boolean[] {false, true}) {
      Cost[] without = {first ? null : Cost.ZERO, first ? costs[0] : null};
      for (int s = 0; s < n / 2; s++) {
        Cost[] next = new Cost[2];
        for (int in = 0; in < 2; in++) {
          for (int choice = 0; choice < 4 && without[in] != null; choice++) {
            boolean isMiddle = choice % 2 == 1;
            boolean isLast = choice / 2 == 1;
            boolean closes = s + 1 == n / 2;
            if ((in == 0 && !isMiddle && !isLast) || (closes && isLast != first)) {
              continue;
            }
            Cost sum = isMiddle ? without[in].plus(costs[2 * s + 1]) : without[in];
            sum = isLast && !closes ? sum.plus(costs[2 * s + 2]) : sum;
            int to = isLast ? 1 : 0;
            next[to] = next[to] == null || sum.compareTo(next[to]) < 0 ? sum : next[to];
          }
        }
        without = next;
      }
      Cost end = without[first ? 1 : 0];
      if (end != null && least.filter(it -> it.compareTo(end) <= 0).isEmpty()) {
        least = Optional.of(end);
      }
    }
    return least.orElseThrow();
  }

  @Test
  void aCostIsComparedLevelByLevelAndAddedUpExactly() {
    Cost root = Cost.of(FIVE, 0, 1);
    Cost many = Cost.of(FIVE, 1, 1_000_000_000_000_000_000L);
    assertTrue(root.compareTo(many) > 0);
    assertTrue(many.plus(many).compareTo(root) < 0);
    assertEquals(many, root.plus(many).minus(root));
    assertEquals(Cost.ZERO, many.minus(many));
    assertEquals("0.000000001 at a".replace("0.000000001", "0"), root.toString());
    assertEquals("1000000000 at b, 0.5 at e", many.plus(Cost.of(FIVE, 4, 500_000_000)).toString());
    assertTrue(Cost.INFINITE.compareTo(root.plus(many)) > 0);
    assertTrue(Cost.ZERO.compareTo(root.minus(many)) < 0);
  }
}
