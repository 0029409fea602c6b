package org.equipoise.revision.equilibria;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.junit.jupiter.api.Test;

/** The axioms of a metric, on random revisions and decisions, with and without levels. */
class DistanceTest {
  private static final int TRIALS = Math.max(100, Integer.getInteger("equipoise.seeds", 300));
  private static final int ELEMENTS = 6;
  private static final Levels LEVELS = new Levels(List.of("high", "low"));

  @Test
  void ofRevisionsIsAMetricInWhichWhatLiesBetweenIsNoDetour() {
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Levels levels = seed % 2 == 0 ? Levels.NONE : LEVELS;
      TreeMap<Integer, Cost> weights = new TreeMap<>();
      for (int e = 0; e < ELEMENTS; e++) {
        weights.put(
            e, Cost.of(levels, random.nextInt(levels.count()), 1 + random.nextInt(1_000_000_000)));
      }
      Map<Integer, Cost> a = some(weights, random);
      Map<Integer, Cost> b = some(weights, random);
      Map<Integer, Cost> c = some(weights, random);
      Cost ab = Distance.ofRevisions(a, b);
      assertTrue(ab.compareTo(Cost.ZERO) >= 0);
      assertEquals(a.equals(b), ab.equals(Cost.ZERO));
      assertEquals(ab, Distance.ofRevisions(b, a));
      Cost detour = Distance.ofRevisions(a, c).plus(Distance.ofRevisions(c, b));
      assertTrue(ab.compareTo(detour) <= 0, "seed " + seed);
      TreeMap<Integer, Cost> between = new TreeMap<>(a);
      between.keySet().retainAll(b.keySet());
      b.forEach((e, cost) -> between.putAll(e % 2 == 0 ? Map.of(e, cost) : Map.of()));
      assertEquals(ab, Distance.ofRevisions(a, between).plus(Distance.ofRevisions(between, b)));
    }
  }

  private static Map<Integer, Cost> some(Map<Integer, Cost> weights, Random random) {
    Map<Integer, Cost> some = new TreeMap<>(weights);
    some.keySet().removeIf(it -> random.nextBoolean());
    return some;
  }

  @Test
  void ofDecisionsIsAMetricOnTheSameOutputs() {
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Map<Integer, String> a = decisions(random);
      Map<Integer, String> b = decisions(random);
      Map<Integer, String> c = decisions(random);
      double ab = Distance.ofDecisions(a, b);
      assertTrue(ab >= 0 && ab <= 1);
      assertEquals(a.equals(b), ab == 0);
      assertEquals(ab, Distance.ofDecisions(b, a));
      assertTrue(ab <= Distance.ofDecisions(a, c) + Distance.ofDecisions(c, b) + 1e-12);
    }
    assertEquals(0, Distance.ofDecisions(Map.of(), Map.of()));
    assertEquals(0.5, Distance.ofDecisions(Map.of("a", "x"), Map.of("a", "x", "b", "y")));
  }

  private static Map<Integer, String> decisions(Random random) {
    Map<Integer, String> decisions = new TreeMap<>();
    for (int o = 0; o < ELEMENTS; o++) {
      decisions.put(o, List.of("allow", "block").get(random.nextInt(2)));
    }
    return decisions;
  }
}
