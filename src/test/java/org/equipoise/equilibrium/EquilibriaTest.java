package org.equipoise.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The model against its definitions on small random structures. */
class EquilibriaTest {
  private static final int ALL = 100_000_000;
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);

  @Test
  void closuresAndExtensionsAreThoseOfAllCompletePositions() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int sentences = 1 + random.nextInt(7);
      DialecticalStructure structure =
          BruteForce.structure(sentences, random.nextInt(2 * sentences), random);
      List<Position> complete = BruteForce.complete(structure);
      for (Position it : BruteForce.all(sentences)) {
        List<Position> extensions = complete.stream().filter(one -> one.includes(it)).toList();
        String shown = "seed " + seed + ": " + structure.arguments() + " " + it;
        assertEquals(!extensions.isEmpty(), structure.isConsistent(it), shown);
        assertEquals(BigInteger.valueOf(extensions.size()), structure.extensions(it), shown);
        if (!extensions.isEmpty()) {
          long accepted = -1;
          long rejected = -1;
          for (Position one : extensions) {
            accepted &= one.accepted();
            rejected &= one.rejected();
          }
          assertEquals(
              new Position(accepted, rejected), structure.closure(it).orElseThrow(), shown);
        }
      }
    }
  }

  @Test
  void globalOptimaAreAllPairsOfGreatestAchievement() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int sentences = 1 + random.nextInt(5);
      DialecticalStructure structure =
          BruteForce.structure(sentences, random.nextInt(2 * sentences), random);
      Position initial = BruteForce.position(sentences, random);
      Weights weights = BruteForce.weights(false, random);
      for (Shape shape : Shape.values()) {
        GlobalOptima actual =
            Equilibria.of(structure, initial, weights).globalOptima(shape, 100_000);
        assertEquals(
            List.copyOf(BruteForce.optima(structure, initial, weights, shape)),
            actual.optima(),
            "seed " + seed + ": " + structure.arguments() + initial + weights + shape);
        assertEquals(BigInteger.valueOf(actual.optima().size()), actual.count());
      }
    }
  }

  @Test
  void theSearchForTheoriesEqualsTryingAll() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int sentences = 5 + random.nextInt(3);
      DialecticalStructure structure =
          BruteForce.structure(sentences, random.nextInt(2 * sentences), random);
      Position initial = BruteForce.position(sentences, random);
      Weights weights = BruteForce.weights(true, random);
      boolean forced = structure.closure(Position.EMPTY).orElseThrow().size() > 0;
      List<Position> theories =
          BruteForce.all(sentences).stream()
              .filter(it -> (it.size() > 0 || forced) && structure.isConsistent(it))
              .toList();
      for (Shape shape : Shape.values()) {
        Losses losses = new Losses(sentences, initial, weights, shape);
        List<Position> global = new ArrayList<>();
        List<Position> step = new ArrayList<>();
        Losses.Loss leastGlobal = null;
        Losses.Loss leastStep = null;
        for (Position theory : theories) {
          Position closure = structure.closure(theory).orElseThrow();
          long disputed = initial.size() - losses.agreement(initial, closure);
          Losses.Loss loss =
              losses.of(theory.size(), closure.size(), losses.leastDisputed(disputed));
          if (leastGlobal == null || losses.compare(loss, leastGlobal) < 0) {
            leastGlobal = loss;
            global.clear();
          }
          if (losses.compare(loss, leastGlobal) == 0) {
            global.add(theory);
          }
          Losses.Loss inStep =
              losses.of(
                  theory.size(),
                  closure.size(),
                  losses.account(losses.accountDistance(initial, closure)));
          if (leastStep == null || losses.compare(inStep, leastStep) < 0) {
            leastStep = inStep;
            step.clear();
          }
          if (losses.compare(inStep, leastStep) == 0) {
            step.add(theory);
          }
        }
        String shown = "seed " + seed + ": " + structure.arguments() + initial + weights + shape;
        assertEquals(global, found(TheorySearch.global(structure, losses, new Work(ALL))), shown);
        assertEquals(
            step,
            found(
                TheorySearch.forCommitments(structure, losses, initial, List.of(), new Work(ALL))),
            shown);
      }
    }
  }

  private static List<Position> found(BestTheories best) {
    List<Position> first = best.first(ALL);
    assertEquals(best.count(), BigInteger.valueOf(first.size()));
    assertTrue(best.isComplete());
    return first;
  }

  @Test
  void eachStepOfEachPathImprovesAndTheEndRepeats() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int sentences = 3 + random.nextInt(4);
      DialecticalStructure structure = BruteForce.structure(sentences, sentences, random);
      Position initial = BruteForce.position(sentences, random);
      if (initial.size() == 0) {
        continue;
      }
      Equilibria equilibria = Equilibria.of(structure, initial, Weights.DEFAULT);
      for (Variant variant : Variant.values()) {
        ProcessResult result = equilibria.process(variant, 100_000, 50_000);
        String shown = "seed " + seed + " " + variant;
        assertFalse(result.isCut(), shown);
        assertEquals(BigInteger.valueOf(result.paths().size()), result.branches(), shown);
        assertEquals(result.paths().size(), new HashSet<>(result.paths()).size(), shown);
        for (List<Position> path : result.paths()) {
          int last = path.size();
          assertEquals(path.subList(last - 4, last - 2), path.subList(last - 2, last), shown);
          for (int i = 2; i < last; i++) {
            State before = state(path, i - 1);
            State after = state(path, i);
            int order =
                equilibria
                    .achievement(after, variant.shape())
                    .compareTo(equilibria.achievement(before, variant.shape()));
            assertTrue(before.equals(after) ? order == 0 : order > 0, shown + path);
          }
        }
      }
    }
  }

  /** The state after the step with this number: commitments at even, theories at odd places. */
  private static State state(List<Position> path, int at) {
    return at % 2 == 1
        ? new State(path.get(at), path.get(at - 1))
        : new State(path.get(at - 1), path.get(at));
  }

  @Test
  void aSearchThatMeetsItsLimitGivesWhatItFoundAndABound() {
    int cut = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      DialecticalStructure structure = BruteForce.structure(9, 6, random);
      Position initial = BruteForce.position(9, random);
      Weights weights = new Weights(6, 1, 3);
      Equilibria equilibria = Equilibria.of(structure, initial, weights);
      for (Shape shape : Shape.values()) {
        GlobalOptima all = equilibria.globalOptima(shape, 10);
        GlobalOptima some = equilibria.within(100 + seed).globalOptima(shape, 10);
        assertTrue(all.isComplete());
        assertEquals(all.achievement(), all.bound());
        assertTrue(some.achievement().compareTo(all.achievement()) <= 0, "seed " + seed);
        assertTrue(some.bound().compareTo(all.achievement()) >= 0, "seed " + seed);
        if (some.isComplete()) {
          assertEquals(all, some, "seed " + seed);
        }
        cut += some.isComplete() ? 0 : 1;
      }
    }
    assertTrue(cut > 0);
  }

  @Test
  void theDistanceIsAMetric() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int sentences = 1 + random.nextInt(4);
      DialecticalStructure structure = BruteForce.structure(sentences, sentences, random);
      Equilibria equilibria = Equilibria.of(structure, Position.EMPTY, Weights.DEFAULT);
      List<Position> theories =
          BruteForce.all(sentences).stream().filter(structure::isConsistent).toList();
      List<State> states = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        states.add(
            new State(
                theories.get(random.nextInt(theories.size())),
                BruteForce.position(sentences, random)));
      }
      Fraction direct = equilibria.distance(states.get(0), states.get(2));
      Fraction first = equilibria.distance(states.get(0), states.get(1));
      Fraction second = equilibria.distance(states.get(1), states.get(2));
      int parts = 8 * sentences;
      BigInteger detour = in(parts, first).add(in(parts, second));
      assertTrue(in(parts, direct).compareTo(detour) <= 0, "seed " + seed);
      assertEquals(direct, equilibria.distance(states.get(2), states.get(0)), "seed " + seed);
      assertEquals(
          states.get(0).equals(states.get(2)), direct.numerator().signum() == 0, "seed " + seed);
      assertTrue(direct.compareTo(Fraction.of(1, 1)) <= 0, "seed " + seed);
    }
  }

  /** How many parts of the whole a fraction is. */
  private static BigInteger in(int parts, Fraction it) {
    BigInteger[] divided =
        it.numerator().multiply(BigInteger.valueOf(parts)).divideAndRemainder(it.denominator());
    assertEquals(BigInteger.ZERO, divided[1]);
    return divided[0];
  }

  @Test
  void aLimitOfStatesIsSaid() {
    Equilibria equilibria =
        Equilibria.of(
            DialecticalStructure.of(4, List.of(List.of(1, 2), List.of(2, 3))),
            Position.of(1, -3),
            Weights.DEFAULT);
    assertTrue(equilibria.process(Variant.QGRE, 1, 10).isCut());
    assertFalse(equilibria.process(Variant.QGRE, 1000, 10).isCut());
    assertTrue(
        Equilibria.of(DialecticalStructure.of(4, List.of()), Position.EMPTY, Weights.DEFAULT)
            .globalOptima(Shape.LINEAR, 2)
            .isCut());
  }

  @Test
  void badInputIsRefused() {
    refused("both accepted and rejected", () -> Position.of(1, -1));
    refused("sentence 0", () -> Position.of(0));
    refused("names sentence 3", () -> DialecticalStructure.of(2, List.of(List.of(1, 3))));
    refused(
        "no complete position",
        () -> DialecticalStructure.of(1, List.of(List.of(1, -1), List.of(-1, 1))));
    refused("sum 1", () -> Weights.of(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE));
    refused("negative", () -> new Weights(-1, 1, 1));
    BigDecimal huge = new BigDecimal("1e999999999");
    refused("from 0 to 1", () -> Weights.of(huge, BigDecimal.ONE, huge.negate()));
    BigDecimal tiny = new BigDecimal("1e-999999999");
    refused("six digits", () -> Weights.of(tiny, BigDecimal.ONE, BigDecimal.ZERO));
    refused(
        "beyond the last",
        () ->
            Equilibria.of(DialecticalStructure.of(2, List.of()), Position.of(3), Weights.DEFAULT));
  }

  private static void refused(String message, Executable it) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, it);
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
