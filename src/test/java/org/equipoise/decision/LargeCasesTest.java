package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.language.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that are large in one way or another: answered exactly, or refused within the budget. */
class LargeCasesTest {
  private static final int WORLDS = 65;
  private static final Budget AMPLE = new Budget(600_000_000_000L, 1_000_000_000L, 1L << 30);
  private static final Budget FEW_STEPS = new Budget(600_000_000_000L, 5_000, 1L << 30);
  private static final Budget SHORT = new Budget(100_000_000L, 10_000_000L, 64 << 20);

  private static Constitution constitution;
  private static Decider decider;

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    StringBuilder rules = new StringBuilder("package large\n");
    for (int i = 0; i < 8; i++) {
      rules.append(
          "rule \"d%d\" @Principle( weight = 0.%d ) when $o : Output( attr(\"d%d\") == true ) then %s( $o ); end%n"
              .formatted(i, i + 1, i, i % 2 == 0 ? "forbid" : "permit"));
    }
    StringBuilder chain = new StringBuilder("attr(\"e0\") == true");
    for (int i = 1; i < 64; i++) {
      chain.append(", attr(\"e").append(i).append("\") == true");
    }
    rules.append(
        "rule \"chain\" @Principle when $o : Output( %s ) then forbid( $o ); end%n"
            .formatted(chain));
    rules.append(
        """
        declare Step
            n : int @key
        end
        rule "bad" @Principle( weight = 0.7 ) when $o : Output( attr("bad") == true )
        then forbid( $o ); end
        rule "good" @Principle( weight = 0.6 ) when $o : Output( attr("good") == true )
        then permit( $o ); end
        rule "same" @Theory when $o : Output( attr("same") == true )
        then alike( $o, "k", "same" ); end
        rule "pairs" @Theory when Case( attr("pairs") == true ) $a : Judgment() $b : Judgment( this != $a )
        then conflict( "pair", $a, $b ); end
        rule "lift" @Theory when Case( attr("lift") == true ) $j : Judgment()
        then support( $j, 0.5, "lifts " + $j.getId() ); end
        rule "cut" @Theory when Case( attr("cut") == true ) $j : Judgment()
        then discount( $j, 0.5, "cuts" ); end
        rule "out" @Theory when Case( attr("out") == true ) $j : Judgment()
        then exclude( $j, "out" ); end
        rule "each" @Principle when Case( attr("each") == true ) $j : Judgment() $o : Output( id == $j.output )
        then forbid( $o, "because of " + $j.getId() ); end
        rule "starts" @Theory when Case( attr("steps") != null )
        then insert( new Step( 1 ) ); end
        rule "goes on" @Theory when Case( attr("steps") != null, $most : attr("steps") ) $s : Step( $n : n )
        then if ( $n < ( (Number) $most ).intValue() ) { insert( new Step( $n + 1 ) ); } end
        rule "ring a" @Theory when Case( attr("ring") == true ) $t : Theory( id == "ring b" )
        then undermine( $t, 0.9, "ring" ); end
        rule "ring b" @Theory when Case( attr("ring") == true ) $t : Theory( id == "ring c" )
        then support( $t, 0.9, "ring" ); end
        rule "ring c" @Theory when Case( attr("ring") == true ) $t : Theory( id == "ring a" ) $j : Judgment()
        then support( $t, 0.9, "ring " + $j.getId() ); support( $j, 0.4, "ring" ); end
        """);
    Files.writeString(folder.resolve("rules.drl"), rules.toString());
    Files.writeString(
        folder.resolve("constitution.json"),
        """
        {"name": "large", "version": "1", "settings": {"onError": "escalate", "limits": {"worlds": %d}}}
        """
            .formatted(WORLDS));
    constitution = Constitution.load(folder);
    decider = new Decider(constitution);
  }

  private record Judged(Case given, List<Judgment> judgments) {}

  /** A way to be large. */
  private record Kind(String name, int size, IntFunction<Judged> make) {
    Judged judged() {
      return make.apply(size);
    }
  }

  private static Case given(Map<String, Object> attributes, List<Output> outputs) {
    return new Case("C", null, Attributes.of(attributes), outputs, List.of(), Attributes.none());
  }

  private static Case one(Map<String, Object> attributes) {
    return given(attributes, outputs(1, i -> Map.of()));
  }

  private static List<Output> outputs(int number, IntFunction<Map<String, Object>> attributes) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      outputs.add(Output.of("o" + i, Attributes.of(attributes.apply(i))));
    }
    return outputs;
  }

  private static List<Judgment> judgments(int number) {
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      DeonticStatus status = i % 2 == 0 ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN;
      judgments.add(
          Judgment.of("J" + i, "C", new Judgment.OnOutput("o0", status), (1 + i % 10) / 10.0));
    }
    Collections.shuffle(judgments, new Random(number));
    return judgments;
  }

  private static Map<String, Object> disputed(String prefix, int number) {
    Map<String, Object> attributes = new TreeMap<>();
    for (int i = 0; i < number; i++) {
      attributes.put(prefix + i, new Disputed(true, 0.5 + i % 4 / 10.0));
    }
    return attributes;
  }

  private static Judged preferences(int number) {
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String output = "o" + i % 7;
      judgments.add(
          Judgment.of("P" + i, "C", new Judgment.Preference(output, "o" + (7 + i % 5)), 0.5));
      DeonticStatus status = i % 3 == 0 ? DeonticStatus.FORBIDDEN : DeonticStatus.OBLIGATORY;
      judgments.add(Judgment.of("K" + i, "C", new Judgment.OnOutput("o" + i % 12, status), 0.5));
    }
    return new Judged(given(Map.of(), outputs(12, i -> Map.of())), judgments);
  }

  private static Map<String, Object> plain(int number) {
    Map<String, Object> attributes = new TreeMap<>();
    for (int i = 0; i < number; i++) {
      attributes.put("x" + i, i);
    }
    return attributes;
  }

  private static Map<String, Object> deep(int levels) {
    Map<String, Object> inner = Map.of("bad", true);
    for (int i = 0; i < levels; i++) {
      inner = Map.of("n", inner);
    }
    return inner;
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("judgments", 20_000, n -> new Judged(one(Map.of()), judgments(n))),
          new Kind(
              "outputs",
              3_000,
              n -> new Judged(given(Map.of(), outputs(n, i -> Map.of("bad", true))), List.of())),
          new Kind(
              "outputs at odds",
              1_000,
              n ->
                  new Judged(
                      given(Map.of(), outputs(n, i -> Map.of("bad", true, "good", true))),
                      List.of())),
          new Kind(
              "alike outputs",
              300,
              n ->
                  new Judged(
                      given(
                          Map.of(),
                          outputs(n, i -> Map.of("same", true, i % 2 == 0 ? "bad" : "good", true))),
                      List.of())),
          new Kind("conflicts", 300, n -> new Judged(one(Map.of("pairs", true)), judgments(n))),
          new Kind("supports", 5_000, n -> new Judged(one(Map.of("lift", true)), judgments(n))),
          new Kind("discounts", 5_000, n -> new Judged(one(Map.of("cut", true)), judgments(n))),
          new Kind("exclusions", 5_000, n -> new Judged(one(Map.of("out", true)), judgments(n))),
          new Kind("reasons", 3_000, n -> new Judged(one(Map.of("each", true)), judgments(n))),
          new Kind("a ring", 3_000, n -> new Judged(one(Map.of("ring", true)), judgments(n))),
          new Kind("preferences", 3_000, LargeCasesTest::preferences),
          new Kind("steps", 20_000, n -> new Judged(one(Map.of("steps", n)), List.of())));

  @Test
  void everyKindOfLargeCaseIsAnsweredOrRefusedSoonAfterItsTimeIsOver() {
    List<Kind> all = new ArrayList<>(KINDS);
    all.add(new Kind("disputes", 8, n -> new Judged(disputing("d", n), List.of())));
    all.add(new Kind("disputes in a chain", 64, n -> new Judged(disputing("e", n), List.of())));
    all.add(new Kind("attributes", 50_000, n -> new Judged(one(plain(n)), List.of())));
    all.add(new Kind("deep attributes", 500, n -> new Judged(one(deep(n)), List.of())));
    all.add(
        new Kind(
            "a long text",
            5_000_000,
            n -> {
              Output said =
                  new Output("o0", "x".repeat(n), null, Attributes.none(), Attributes.none());
              return new Judged(Case.of("C", said), List.of());
            }));
    for (Kind kind : all) {
      Judged judged = kind.judged();
      Decision decision =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60),
              () -> decider.decideWithin(SHORT, judged.given(), judged.judgments()),
              kind.name());
      if (decision.state() == DecisionState.ERROR) {
        assertEquals(Action.ESCALATE, decision.outputs().get(0).action(), kind.name());
        assertTrue(decision.error().code().name().endsWith("_LIMIT"), decision.error().sentence());
      }
    }
  }

  @Test
  void everyKindOfLargeCaseIsCountedInSteps() {
    for (Kind kind : KINDS) {
      Judged judged = kind.judged();
      Decision decision = decider.decideWithin(FEW_STEPS, judged.given(), judged.judgments());
      assertEquals(DecisionState.ERROR, decision.state(), kind.name());
      String error = String.valueOf(decision.error());
      assertTrue(
          error.contains("the limit of 5000 steps was met")
              || error.contains("the limit of 100000 rule firings was met"),
          kind.name() + ": " + error);
      assertEquals(Action.ESCALATE, decision.outputs().get(0).action(), kind.name());
    }
  }

  @Test
  void theCauseNamesWhatGrewAndIsToldFromAFaultOfTheRules() {
    Decision decision = decider.decideWithin(FEW_STEPS, one(Map.of()), judgments(20_000));
    String error = String.valueOf(decision.error());
    assertTrue(
        error.endsWith("the limit of 5000 steps was met, with 20,000 judgments on output `o0`"),
        error);
    assertEquals(DecisionError.Code.STEPS_LIMIT, decision.error().code());
    assertEquals(5_000, decision.error().limit());
  }

  @Test
  void aThousandJudgmentsOnOneOutputAreDecidedByTheirSums() {
    for (int number : new int[] {1, 2, 3, 10, 129, 1_000, 3_000}) {
      List<Judgment> judgments = judgments(number);
      Decision decision = decider.decideWithin(AMPLE, one(Map.of()), judgments);
      assertNull(decision.error());
      OutputDecision output = decision.outputs().get(0);
      assertEquals(sum(judgments, DeonticStatus.FORBIDDEN), output.allowing().cost().billionths());
      assertEquals(sum(judgments, DeonticStatus.PERMITTED), output.blocking().cost().billionths());
      assertEquals(number, output.claims().size());
      assertEquals(number > 1 ? 1 : 0, decision.conflicts().size());
      int pairs = number / 2 * (number - number / 2);
      for (FoundConflict conflict : decision.conflicts()) {
        int most = constitution.settings().limits().labelSize();
        assertEquals(Math.min(most, pairs), conflict.label().environments().size());
        assertEquals(pairs > most, conflict.label().truncated());
      }
    }
  }

  private static long sum(List<Judgment> judgments, DeonticStatus status) {
    return judgments.stream()
        .filter(it -> it.verdict() instanceof Judgment.OnOutput on && on.status() == status)
        .mapToLong(it -> Math.round(it.confidence() * 1e9))
        .sum();
  }

  private static Case disputing(String prefix, int number) {
    return given(Map.of(), outputs(1, i -> disputed(prefix, number)));
  }

  @Test
  void whateverTheNumberOfDisputedAttributesThoseThatMatterAreFragile() {
    for (int number : new int[] {1, 18, 31, 32, 33, 63, 64}) {
      Map<String, Object> attributes = disputed("e", number);
      for (int i = number; i < 64; i++) {
        attributes.put("e" + i, true);
      }
      attributes.putAll(disputed("unread", 200));
      Case given = given(Map.of(), outputs(1, i -> attributes));
      Decision decision = decider.decideWithin(AMPLE, given, List.of());
      assertNull(decision.error());
      assertEquals(Verdict.BLOCK, decision.outputs().get(0).verdict());
      List<Element> expected = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        expected.add(Element.attribute("o0", "e" + i));
      }
      Collections.sort(expected);
      assertEquals(expected, decision.fragile(), number + " disputed attributes");
    }
  }

  @Test
  void disputedAttributesThatPartTooManyWorldsAreRefusedByName() {
    Decision six = decider.decideWithin(AMPLE, disputing("d", 6), List.of());
    assertNull(six.error());
    Map<String, Object> seven = disputed("d", 7);
    seven.putAll(disputed("unread", 20));
    Decision refused =
        decider.decideWithin(AMPLE, given(Map.of(), outputs(1, i -> seven)), List.of());
    String error = String.valueOf(refused.error());
    assertTrue(error.startsWith("a label was cut at the limit on environments or worlds"), error);
    assertTrue(error.endsWith(", with 27 disputed attributes"), error);
    assertEquals(DecisionError.Code.LABEL_LIMIT, refused.error().code());
  }
}
