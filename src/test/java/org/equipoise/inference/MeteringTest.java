package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules that would never end, or take all memory, and rules that are only busy. */
class MeteringTest {
  private static final Budget SMALL = new Budget(60_000_000_000L, 2_000_000, 8 << 20);
  private static final int FEWEST_HONEST = 60;

  /** How many cases follow each runaway: 10000 with {@code -Dequipoise.afterwards=10000}. */
  private static final int AFTERWARDS = Integer.getInteger("equipoise.afterwards", 100);

  private static Constitution runaway;
  private static Constitution honest;

  @BeforeAll
  static void compile() {
    runaway = Constitution.load(Path.of("test-fixtures/runaway"));
    honest = Constitution.load(Path.of("test-fixtures/honest/consequences"));
  }

  private static Findings infer(Constitution constitution, String output, String text) {
    Output said =
        new Output(
            output, text, null, Attributes.of(Map.of("n", 3, "s", "hello")), Attributes.none());
    return Inference.infer(constitution, Case.of("C", said), List.of());
  }

  private static Set<String> speakers(Findings findings) {
    return findings.claims().stream()
        .map(it -> it.claim().getBy().replace("principle:", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyRunawayRuleIsStoppedAndTheNextCasesAreInferred() {
    List<String> faults = new ArrayList<>();
    for (String rule : runaway.rules().keySet()) {
      if (rule.equals("is-honest")) {
        continue;
      }
      Supplier<Findings> inference = () -> infer(runaway, rule, "a".repeat(60) + "b");
      try {
        Meter.within(SMALL, inference);
        faults.add(rule + " ended");
      } catch (InferenceException e) {
        if (!rule.equals(e.rule()) && !rule.endsWith("in-a-condition")) {
          faults.add(rule + " was blamed on " + e.rule());
        }
      }
      for (int i = 0; i < AFTERWARDS; i++) {
        Findings next = Meter.within(SMALL, () -> infer(runaway, "is-honest", "x"));
        assertEquals(Set.of("is-honest"), speakers(next), "after " + rule);
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(runaway.rules().size() > 25, runaway.rules().keySet().toString());
  }

  @Test
  void theClockStopsALoop() {
    Budget short_ = new Budget(50_000_000, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
    InferenceException stopped =
        assertThrows(
            InferenceException.class,
            () -> Meter.within(short_, () -> infer(runaway, "loops", "x")));
    assertEquals(LimitExceeded.Limit.TIME, limit(stopped));
  }

  @Test
  void anInterruptionStopsALoopAndIsLeftToItsOwner() {
    Thread.currentThread().interrupt();
    InferenceException stopped =
        assertThrows(
            InferenceException.class,
            () -> Meter.within(SMALL, () -> infer(runaway, "loops", "x")));
    assertTrue(Thread.interrupted());
    assertEquals(LimitExceeded.Limit.INTERRUPTION, limit(stopped));
  }

  private static LimitExceeded.Limit limit(Throwable thrown) {
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      if (it instanceof LimitExceeded limit) {
        return limit.limit();
      }
    }
    throw new AssertionError("no limit was met", thrown);
  }

  @Test
  void honestRulesAllFireWithinABudgetAndWithout() {
    Findings free = infer(honest, "a", "hello world");
    Findings metered =
        Meter.within(
            new Budget(60_000_000_000L, 10_000_000, 64L << 20),
            () -> infer(honest, "a", "hello world"));
    Set<String> expected = new TreeSet<>(honest.rules().keySet());
    assertTrue(expected.size() >= FEWEST_HONEST, expected.size() + " rules");
    expected.remove("derives"); // claims nothing itself: another rule sees what it derives
    assertEquals(expected, speakers(free));
    assertEquals(expected, speakers(metered));
    assertEquals(free.claims().toString(), metered.claims().toString());
  }

  @Test
  void budgetsNestAndTheTighterHolds() {
    Budget tight = new Budget(60_000_000_000L, 1_000, 1_000_000);
    Budget wide = new Budget(60_000_000_000L, 1_000_000_000, 1_000_000_000);
    LimitExceeded met =
        assertThrows(
            LimitExceeded.class,
            () ->
                Meter.within(
                    tight,
                    () ->
                        Meter.within(
                            wide,
                            () -> {
                              for (int i = 0; i < 10_000; i++) {
                                Meter.step();
                              }
                              return i();
                            })));
    assertEquals(LimitExceeded.Limit.STEPS, met.limit());
    assertNull(Meter.within(tight, () -> null));
    Meter.steps(Long.MAX_VALUE); // nothing is metered any more
    assertFalse(Thread.currentThread().isInterrupted());
  }

  private static int i() {
    return 0;
  }
}
