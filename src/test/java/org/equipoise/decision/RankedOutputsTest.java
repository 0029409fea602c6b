package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** The order of outputs that cost the same to allow, by what rules rank and encourage. */
class RankedOutputsTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 300);
  private static final Budget STEPS = new Budget(600_000_000_000L, 3_000_000, 256L << 20);
  private static final List<BigDecimal> WEIGHTS =
      List.of(new BigDecimal("0.2"), new BigDecimal("0.3"), new BigDecimal("0.5"));
  private static final Decider DECIDER = new Decider(constitution());

  private static Constitution constitution() {
    StringBuilder rules = new StringBuilder("package ranked\n");
    for (int i = 0; i < WEIGHTS.size(); i++) {
      rules.append(
          """
          rule "r%1$d" @Principle( weight = %2$s )
          when $a : Output( $before : list("before%1$d") ) $b : Output( id memberOf $before )
          then rank( $a, $b, "why" ); end
          """
              .formatted(i, WEIGHTS.get(i)));
    }
    rules.append(
        """
        rule "next" @Principle( weight = 0.5 )
        when $a : Output( flag("chained"), $i : index ) $b : Output( index == $i + 1 )
        then rank( $a, $b, "why" ); end
        rule "pull" @Principle( weight = 0.5 )
        when $o : Output( attr("pull") != null, $p : num("pull") )
        then encourage( $o, $p, "why" ); end
        """);
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"ranked\",\"version\":\"1\"}",
            "r.drl",
            rules.toString()));
  }

  private static String id(int i) {
    return "o%04d".formatted(i);
  }

  private static Case outputs(int number, IntFunction<Map<String, ?>> of) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      outputs.add(Output.of(id(i), Attributes.of(of.apply(i))));
    }
    return Case.of("C", outputs.toArray(Output[]::new));
  }

  @Test
  void fiveHundredOutputsInOneOrderTakeFewSteps() {
    Decision decision =
        DECIDER.decideWithin(STEPS, outputs(500, i -> Map.of("chained", true)), List.of());
    assertNull(decision.error());
    assertEquals(id(0), decision.choice());
    assertEquals("0.5", decision.choiceMargin().toString());
  }

  @Test
  void fiveHundredOutputsOfAsManyPullsTakeFewSteps() {
    Decision decision =
        DECIDER.decideWithin(STEPS, outputs(500, i -> Map.of("pull", (i + 1) / 1000.0)), List.of());
    assertNull(decision.error());
    assertEquals(id(499), decision.choice());
    assertEquals("0.0005", decision.choiceMargin().toString());
  }

  /** What rules say of the order of some outputs. */
  private static final class Order {
    final Map<List<String>, BigDecimal> ranks = new HashMap<>();
    final Map<String, BigDecimal> pulls = new HashMap<>();

    BigDecimal rank(String one, String other) {
      return ranks
          .getOrDefault(List.of(one, other), BigDecimal.ZERO)
          .subtract(ranks.getOrDefault(List.of(other, one), BigDecimal.ZERO));
    }

    BigDecimal pull(String output) {
      return pulls.getOrDefault(output, BigDecimal.ZERO);
    }

    List<String> first(List<String> left) {
      List<String> unranked =
          left.stream()
              .filter(it -> left.stream().allMatch(other -> rank(other, it).signum() <= 0))
              .toList();
      List<String> some = unranked.isEmpty() ? left : unranked;
      BigDecimal most = some.stream().map(this::pull).max(Comparator.naturalOrder()).orElseThrow();
      return some.stream().filter(it -> pull(it).compareTo(most) == 0).toList();
    }
  }

  @Test
  void theFirstAndTheSecondAreThoseOfTheDefinition() {
    int chosen = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int number = 2 + random.nextInt(5);
      Order order = new Order();
      Case given = outputs(number, i -> drawn(i, number, random, order));
      Decision decision = DECIDER.decide(given);
      assertNull(decision.error());
      List<String> all = given.outputs().stream().map(Output::id).toList();
      List<String> first = order.first(all);
      if (first.size() > 1) {
        assertNull(decision.choice(), "seed " + seed);
        continue;
      }
      chosen++;
      assertEquals(first.get(0), decision.choice(), "seed " + seed);
      String second = order.first(all.stream().filter(it -> !first.contains(it)).toList()).get(0);
      BigDecimal rank = order.rank(first.get(0), second);
      BigDecimal ahead =
          rank.signum() > 0 ? rank : order.pull(first.get(0)).subtract(order.pull(second));
      BigDecimal margin = ahead.signum() > 0 ? ahead : BigDecimal.ZERO;
      assertEquals(
          0,
          margin.compareTo(new BigDecimal(decision.choiceMargin().toString())),
          "seed " + seed + ": " + margin + ", " + decision.choiceMargin());
    }
    assertTrue(chosen > SEEDS / 4, "chosen: " + chosen);
  }

  private static Map<String, Object> drawn(int i, int number, Random random, Order order) {
    Map<String, Object> attributes = new HashMap<>();
    for (int rule = 0; rule < WEIGHTS.size(); rule++) {
      List<String> before = new ArrayList<>();
      for (int other = 0; other < number; other++) {
        if (other != i && random.nextInt(5) == 0) {
          before.add(id(other));
          order.ranks.merge(List.of(id(i), id(other)), WEIGHTS.get(rule), BigDecimal::add);
        }
      }
      attributes.put("before" + rule, before);
    }
    if (random.nextInt(3) > 0) {
      BigDecimal pull = BigDecimal.valueOf(1 + random.nextInt(3)).movePointLeft(1);
      attributes.put("pull", pull.doubleValue());
      order.pulls.put(id(i), pull.multiply(new BigDecimal("0.5")));
    }
    return attributes;
  }
}
