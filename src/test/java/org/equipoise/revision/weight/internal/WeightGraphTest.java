package org.equipoise.revision.weight.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.equipoise.revision.weight.Contribution;
import org.equipoise.revision.weight.Contribution.Kind;
import org.equipoise.revision.weight.TheoreticalWeight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightGraphTest {
  /**
   * "Example 01" of github.com/kcyras/QDT (example01.ipynb), the notebooks that go with Čyras,
   * Kampik and Weng on quantitative dialectical trees: exact strengths under quadratic energy.
   */
  @Test
  void theFirstPublishedExampleComesOutExactly() {
    Weights weights =
        unweighted(
            Map.of("a", 0.5, "b", 0.5, "c", 0.5, "d", 0.5, "e", 1.0),
            "b+a",
            "c-a",
            "d+a",
            "e+b",
            "e-c");
    assertStrengths(weights, 1e-15, "a", 0.75, "b", 0.75, "c", 0.25, "d", 0.5, "e", 1.0);
  }

  /** "Example 02" of the same repository (example02.ipynb): support and attack balance at a. */
  @Test
  void theSecondPublishedExampleComesOutExactly() {
    Weights weights =
        unweighted(
            Map.of("a", 0.5, "b", 0.5, "c", 0.5, "d", 0.5, "e", 1.0),
            "b+a",
            "c-a",
            "d+a",
            "e-b",
            "e+c");
    assertStrengths(weights, 1e-15, "a", 0.5, "b", 0.25, "c", 0.75, "d", 0.5, "e", 1.0);
  }

  /** "Example 4.1" of the same repository (exampleQDT.ipynb), published to three decimals. */
  @Test
  void theThirdPublishedExampleComesOutToItsThreeDecimals() {
    Weights weights =
        unweighted(
            Map.of("a", 0.5, "b", 0.2, "c", 0.85, "d", 0.65, "e", 0.4, "f", 1.0),
            "b+a",
            "c-a",
            "d+a",
            "e-b",
            "e+c",
            "f-c");
    assertStrengths(
        weights, 5e-4, "a", 0.519, "b", 0.172, "c", 0.625, "d", 0.65, "e", 0.4, "f", 1.0);
  }

  /**
   * The stock example of Potyka's KR 2018 paper, whose two decisions attack each other, as his own
   * library publishes it (github.com/nicopotyka/Uncertainpy, bags/stock_example.bag and
   * examples/gradual/gradual_argumentation_examples.ipynb: QuadraticEnergyModel, RK4). That run
   * stops at speeds below 1e-3, so its figures are good to some thousandths.
   */
  @Test
  void thePublishedStockExampleWithACycleComesOutToItsPrecision() {
    Weights weights =
        unweighted(
            Map.of("Buy", 0.5, "Sell", 0.5, "1", 0.8, "2", 0.7, "3", 0.3, "4", 0.9, "5", 0.9),
            "Buy-Sell",
            "Sell-Buy",
            "1+Sell",
            "2+Buy",
            "2-1",
            "3-2",
            "4-3",
            "4+2",
            "5-1",
            "5+Buy");
    assertTrue(weights.areSettled());
    assertStrengths(
        weights,
        1.5e-3,
        "Buy",
        0.8208178793031596,
        "Sell",
        0.36345378093100583,
        "1",
        0.20494963930535626,
        "2",
        0.8050136080030856,
        "3",
        0.165776045953347,
        "4",
        0.9,
        "5",
        0.9);
  }

  @Test
  void anArgumentNobodySpeaksOfKeepsItsBaseWeight() {
    assertEquals(0.3, unweighted(Map.of("a", 0.3)).of("a").weight());
  }

  @Test
  void aSingleFullSupporterLiftsAHalfToThreeQuarters() {
    assertEquals(0.75, unweighted(Map.of("a", 0.5, "b", 1.0), "b+a").of("a").weight());
  }

  @Test
  void equalSupportAndUnderminingBalance() {
    Weights weights = unweighted(Map.of("a", 0.37, "b", 0.6, "c", 0.6), "b+a", "c-a");
    assertEquals(0.37, weights.of("a").weight());
  }

  @Test
  void theStrengthOfAnEdgeScalesWhatItsSourceSays() {
    Weights weights =
        WeightGraph.builder()
            .argument("a", 0.5, false)
            .argument("b", 0.8, false)
            .support("b", "a", 0.5, "reason")
            .build()
            .evaluate();
    double square = 0.4 * 0.4;
    assertEquals(0.5 + 0.5 * square / (1 + square), weights.of("a").weight(), 1e-16);
    assertEquals(0.4, weights.of("a").contributions().get(0).amount(), 1e-16);
  }

  @Test
  void anEntrenchedArgumentSpeaksWithStrengthOneAndWeighsInfinitely() {
    Weights weights =
        WeightGraph.builder()
            .argument("a", 0.5, false)
            .argument("firm", 0.2, true)
            .argument("foe", 1, false)
            .support("firm", "a", 1, "reason")
            .undermine("foe", "firm", 1, "reason")
            .build()
            .evaluate();
    assertEquals(0.75, weights.of("a").weight());
    assertEquals(Double.POSITIVE_INFINITY, weights.of("firm").weight());
    assertThrows(IllegalStateException.class, () -> weights.of("firm").units());
    assertEquals(
        "`firm` is entrenched: it is never relaxed, whatever is said for or against it."
            + " `foe` undermines it with −1 (1 × its own strength 1), because reason.",
        weights.of("firm").explain());
  }

  @Test
  void anEntrenchedArgumentBreaksTheCyclesThroughIt() {
    Weights weights =
        WeightGraph.builder()
            .argument("a", 0.5, false)
            .argument("firm", 0.2, true)
            .support("firm", "a", 1, "reason")
            .support("a", "firm", 1, "reason")
            .undermine("firm", "firm", 1, "reason")
            .build()
            .evaluate();
    assertEquals(0.75, weights.of("a").weight());
  }

  @Test
  void ofSeveralLikeEdgesTheStrongestCountsAndThenTheFirstReason() {
    Weights weights =
        WeightGraph.builder()
            .argument("a", 0.5, false)
            .argument("b", 1, false)
            .support("b", "a", 0.5, "a weak reason")
            .support("b", "a", 1, "z reason")
            .support("b", "a", 1, "m reason")
            .build()
            .evaluate();
    assertEquals(
        List.of(new Contribution("b", Kind.SUPPORT, 1, 1, 1, "m reason")),
        weights.of("a").contributions());
  }

  @Test
  void mutualSupportLiftsBothAlike() {
    Weights weights = unweighted(Map.of("a", 0.5, "b", 0.5), "a+b", "b+a");
    assertTrue(weights.areSettled());
    double s = weights.of("a").weight();
    assertEquals(s, weights.of("b").weight());
    assertTrue(s > 0.5);
    assertEquals(0.5 + 0.5 * s * s / (1 + s * s), s, 1e-12);
  }

  @Test
  void mutualUnderminingLowersBothAlike() {
    Weights weights = unweighted(Map.of("a", 1.0, "b", 1.0), "a-b", "b-a");
    double s = weights.of("a").weight();
    assertEquals(s, weights.of("b").weight());
    // s = 1/(1+s²), so s³ + s = 1
    assertEquals(0.6823278038280193, s, 1e-11);
  }

  @Test
  void anOddCycleOfUnderminingComesToRest() {
    Weights weights = unweighted(Map.of("a", 1.0, "b", 0.9, "c", 0.8), "a-b", "b-c", "c-a");
    assertTrue(weights.areSettled());
    RandomWeightsTest.assertResidualsBelow(weights, 1e-11);
  }

  @Test
  void anArgumentThatUnderminesItselfComesToRest() {
    Weights weights = unweighted(Map.of("a", 1.0), "a-a");
    assertEquals(0.6823278038280193, weights.of("a").weight(), 1e-11);
  }

  /**
   * Five crowds in a ring, each undermining the next: a ring oscillator, whose gain a crowd of 40
   * raises above what an odd ring of five damps (1 / cos 36°).
   */
  @Test
  void aCycleThatNeverRestsIsNamedTogetherWithAllItBearsOn() {
    WeightGraph.Builder builder = WeightGraph.builder();
    for (int crowd = 0; crowd < 5; crowd++) {
      for (int member = 0; member < 20; member++) {
        builder.argument("c" + crowd + "-" + member, 1 - 0.15 * crowd, false);
      }
    }
    for (int crowd = 0; crowd < 5; crowd++) {
      for (int from = 0; from < 20; from++) {
        for (int to = 0; to < 20; to++) {
          builder.undermine(
              "c" + crowd + "-" + from, "c" + (crowd + 1) % 5 + "-" + to, 1, "reason");
        }
      }
    }
    builder.argument("beyond", 0.5, false).support("c0-0", "beyond", 1, "reason");
    builder.argument("apart", 0.5, false);
    builder.argument("firm", 0.5, true).support("c0-0", "firm", 1, "reason");
    Weights weights = builder.build().evaluate();
    assertFalse(weights.areSettled());
    assertEquals(1, weights.unsettled().size());
    assertEquals(100, weights.unsettled().get(0).size());
    assertEquals("c0-0", weights.unsettled().get(0).get(0));
    assertFalse(weights.of("beyond").settled());
    assertFalse(weights.of("c3-7").settled());
    assertTrue(weights.of("apart").settled());
    assertTrue(weights.of("firm").settled());
    assertTrue(weights.of("beyond").explain().endsWith("so its weight is open."));
  }

  @Test
  void aLongChainNeedsNoDeepStack() {
    WeightGraph.Builder builder = WeightGraph.builder().argument("a000000", 1, false);
    for (int i = 1; i < 50_000; i++) {
      String name = "a%06d".formatted(i);
      builder.argument(name, 0.5, false).support("a%06d".formatted(i - 1), name, 1, "reason");
    }
    assertTrue(builder.build().evaluate().areSettled());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000000000",
    "0.5, 500000000",
    "1e-9, 1",
    "1e-300, 1",
    "0.1234567894, 123456789",
    "0.1234567896, 123456790",
    // both exactly half a unit in binary: half to even
    "0.001953125, 1953125",
    "0.0009765625, 976562",
  })
  void unitsAreBillionthsRoundedHalfToEvenAndNeverNone(double weight, long units) {
    assertEquals(units, new TheoreticalWeight("a", weight, false, List.of(), weight, true).units());
  }

  @Test
  void theExplanationSaysBaseContributionsAndResult() {
    Weights weights =
        WeightGraph.builder()
            .argument("principle:honesty", 0.8, false)
            .argument("theory:kant", 0.6, false)
            .argument("theory:mill", 0.25, false)
            .support("theory:kant", "principle:honesty", 0.5, "deception cannot be universalised")
            .undermine("theory:mill", "principle:honesty", 0.4, "white lies please")
            .build()
            .evaluate();
    assertEquals(
        "`principle:honesty` starts from a weight of 0.8. `theory:kant` supports it with +0.3 (0.5"
            + " × its own strength 0.6), because deception cannot be universalised; `theory:mill`"
            + " undermines it with −0.1 (0.4 × its own strength 0.25), because white lies please."
            + " Together that is +0.2, which lifts it to 0.808.",
        weights.of("principle:honesty").explain());
    assertEquals(
        "`theory:kant` starts from a weight of 0.6, and nothing supports or undermines it, so"
            + " there it stays.",
        weights.of("theory:kant").explain());
  }

  @ParameterizedTest
  @CsvSource({"0", "-0.1", "1.0000001", "NaN", "Infinity"})
  void weightsAndStrengthsOutOfRangeAreRefused(double value) {
    WeightGraph.Builder builder = WeightGraph.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.argument("a", value, false));
    assertThrows(IllegalArgumentException.class, () -> builder.support("a", "a", value, "reason"));
  }

  @Test
  void aSecondArgumentOfTheSameNameIsRefused() {
    WeightGraph.Builder builder = WeightGraph.builder().argument("a", 0.5, false);
    assertThrows(IllegalArgumentException.class, () -> builder.argument("a", 0.5, false));
  }

  @Test
  void anEdgeWithoutAnArgumentAtItsEndIsRefused() {
    WeightGraph.Builder builder =
        WeightGraph.builder().argument("a", 0.5, false).support("a", "b", 1, "reason");
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  /** Edges of strength 1, written {@code b+a} (b supports a) and {@code c-a} (c attacks a). */
  private static Weights unweighted(Map<String, Double> bases, String... edges) {
    WeightGraph.Builder builder = WeightGraph.builder();
    bases.forEach((name, base) -> builder.argument(name, base, false));
    for (String edge : edges) {
      String[] ends = edge.split("[+-]", -1);
      Kind kind = edge.contains("+") ? Kind.SUPPORT : Kind.UNDERMINE;
      builder.edge(ends[0], ends[1], kind, 1, "reason");
    }
    return builder.build().evaluate();
  }

  private static void assertStrengths(Weights weights, double within, Object... expected) {
    for (int i = 0; i < expected.length; i += 2) {
      String name = (String) expected[i];
      assertEquals((Double) expected[i + 1], weights.of(name).weight(), within, name);
    }
  }
}
