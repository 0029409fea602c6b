package org.equipoise.revision.weight.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.revision.weight.Contribution;
import org.equipoise.revision.weight.Contribution.Kind;
import org.equipoise.revision.weight.TheoreticalWeight;
import org.junit.jupiter.api.Test;

/** Properties of weights on random graphs, and what solves the equations in another way. */
class RandomWeightsTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);

  @Test
  void underminingMirrorsSupport() {
    forEachSeed(
        random -> {
          double base = share(random);
          double source = share(random);
          double edge = share(random);
          double up = single(base, source, edge, Kind.SUPPORT);
          double down = single(1 - base, source, edge, Kind.UNDERMINE);
          assertEquals(up - base, (1 - base) - down, 1e-12);
        });
  }

  @Test
  void strongerSupportNeverWeakens() {
    forEachSeed(
        random -> {
          double base = share(random);
          double edge = share(random);
          double weak = share(random);
          double strong = weak + (1 - weak) * random.nextDouble();
          assertTrue(
              single(base, weak, edge, Kind.SUPPORT) <= single(base, strong, edge, Kind.SUPPORT));
          assertTrue(
              single(base, weak, edge, Kind.UNDERMINE)
                  >= single(base, strong, edge, Kind.UNDERMINE));
        });
  }

  @Test
  void theOrderOfBuildingChangesNoBit() {
    forEachSeed(
        random -> {
          Sketch sketch = Sketch.random(random, 12, 40, true);
          Weights first = sketch.build().evaluate();
          Weights second = sketch.shuffled(random).build().evaluate();
          assertEquals(first, second);
        });
  }

  @Test
  void withoutCyclesEveryStrengthSolvesItsEquationExactly() {
    forEachSeed(
        random -> {
          Sketch sketch = Sketch.random(random, 15, 40, false);
          Weights weights = sketch.build().evaluate();
          assertTrue(weights.areSettled());
          assertResidualsBelow(weights, 1e-15);
        });
  }

  @Test
  void cyclesAgreeWithALongEulerIntegration() {
    forEachSeed(
        random -> {
          Sketch sketch = Sketch.random(random, 6, 14, true);
          Weights weights = sketch.build().evaluate();
          assertTrue(weights.areSettled());
          assertResidualsBelow(weights, 1e-11);
          Map<String, Double> euler = sketch.euler(0.05, 4000);
          euler.forEach(
              (name, strength) -> assertEquals(strength, weights.of(name).weight(), 1e-8, name));
        });
  }

  private static double single(double base, double source, double edge, Kind kind) {
    return WeightGraph.builder()
        .argument("a", base, false)
        .argument("b", source, false)
        .edge("b", "a", kind, edge, "reason")
        .build()
        .evaluate()
        .of("a")
        .weight();
  }

  static void assertResidualsBelow(Weights weights, double bound) {
    for (TheoreticalWeight it : weights.byName().values()) {
      double energy = 0;
      for (Contribution each : it.contributions()) {
        energy += each.amount();
      }
      assertEquals(strength(it.base(), energy), it.weight(), bound, it.name());
    }
  }

  private static double strength(double base, double energy) {
    return base + (1 - base) * h(energy) - base * h(-energy);
  }

  private static double h(double x) {
    double positive = Math.max(0, x);
    return positive * positive / (1 + positive * positive);
  }

  private static double share(Random random) {
    return (1 + random.nextInt(999)) / 1000.0;
  }

  private interface Trial {
    void run(Random random);
  }

  private static void forEachSeed(Trial trial) {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        trial.run(new Random(seed));
      } catch (AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
    }
  }

  private record Line(String from, String to, Kind kind, double strength, String why) {}

  private record Sketch(Map<String, Double> bases, List<Line> lines) {
    static Sketch random(Random random, int arguments, int edges, boolean cyclic) {
      Map<String, Double> bases = new TreeMap<>();
      for (int i = 0; i < arguments; i++) {
        bases.put("n" + (char) ('a' + i), share(random));
      }
      List<String> names = List.copyOf(bases.keySet());
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < edges; i++) {
        int from = random.nextInt(arguments);
        int to = random.nextInt(arguments);
        if (!cyclic && from == to) {
          continue;
        }
        if (!cyclic && from > to) {
          int swap = from;
          from = to;
          to = swap;
        }
        lines.add(
            new Line(
                names.get(from),
                names.get(to),
                random.nextBoolean() ? Kind.SUPPORT : Kind.UNDERMINE,
                share(random),
                "reason " + random.nextInt(3)));
      }
      return new Sketch(bases, lines);
    }

    Sketch shuffled(Random random) {
      List<Line> other = new ArrayList<>(lines);
      Collections.shuffle(other, random);
      return new Sketch(bases, other);
    }

    WeightGraph build() {
      WeightGraph.Builder builder = WeightGraph.builder();
      List<String> names = new ArrayList<>(bases.keySet());
      Collections.shuffle(names, new Random(lines.hashCode()));
      names.forEach(name -> builder.argument(name, bases.get(name), false));
      lines.forEach(it -> builder.edge(it.from(), it.to(), it.kind(), it.strength(), it.why()));
      return builder.build();
    }

    Map<String, Double> euler(double step, int steps) {
      Map<String, Double> edges = new TreeMap<>();
      for (Line it : lines) {
        String key = it.from() + " " + it.to() + (it.kind() == Kind.SUPPORT ? " +" : " -");
        edges.merge(key, it.strength(), Math::max);
      }
      Map<String, Double> now = new TreeMap<>(bases);
      for (int i = 0; i < steps; i++) {
        Map<String, Double> energy = new TreeMap<>();
        edges.forEach(
            (key, strength) -> {
              String[] parts = key.split(" ", -1);
              double sign = parts[2].equals("+") ? 1 : -1;
              energy.merge(parts[1], sign * strength * now.get(parts[0]), Double::sum);
            });
        Map<String, Double> next = new TreeMap<>();
        now.forEach(
            (name, s) ->
                next.put(
                    name,
                    s + step * (strength(bases.get(name), energy.getOrDefault(name, 0.0)) - s)));
        now.putAll(next);
      }
      return now;
    }
  }
}
