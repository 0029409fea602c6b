package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.equipoise.revision.Revision;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/**
 * Whenever the time ends, what is told is true, and what is missing is named. The clock counts how
 * often it is asked, so nothing here depends on the machine.
 */
class AdviceInTimeTest {
  private static final int SEEDS = 12;
  private static final long NEVER = 1L << 60;

  @Test
  void everyPhaseAsksForTheTime() {
    Map<String, Long> asked = new TreeMap<>();
    List<String> phases = new ArrayList<>(List.of("reading"));
    for (int seed = 0; seed < SEEDS; seed++) {
      AdvisorTrial trial = new AdvisorTrial(seed, 0);
      String[] phase = {"reading"};
      SolveLimits limits =
          new SolveLimits(
              () -> Objects.requireNonNull(asked.merge(phase[0], 1L, Long::sum)) - NEVER,
              0,
              () -> false,
              1);
      trial
          .advisorInTime(limits)
          .advise(
              it -> {
                phase[0] = it;
                phases.add(it);
              });
    }
    assertEquals(List.of(), phases.stream().filter(it -> !asked.containsKey(it)).toList());
    assertTrue(asked.getOrDefault("reading", 0L) >= SEEDS, asked.toString());
  }

  @Test
  void whenTheTimeIsOverNothingIsToldThatIsNotSo() {
    int cut = 0;
    int partly = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      AdvisorTrial trial = new AdvisorTrial(seed, 0);
      Advice whole = trial.advisor().advise();
      for (long ticks = 1; ticks < 100_000; ticks *= 4) {
        AtomicLong clock = new AtomicLong();
        SolveLimits limits = new SolveLimits(clock::incrementAndGet, ticks, () -> false, 1);
        Advice some = trial.advisorInTime(limits).advise();
        check(whole, some, "seed " + seed + " until " + ticks);
        cut += some.notComputed().isEmpty() ? 0 : 1;
        partly += some.cases() < whole.cases() ? 1 : 0;
      }
    }
    assertTrue(cut > SEEDS, "the time was over " + cut + " times");
    assertTrue(partly > 0, "no case was ever left out");
  }

  private static void check(Advice whole, Advice some, String when) {
    assertEquals(some.cases() < whole.cases(), some.notComputed().contains("cases"), when);
    boolean isPart =
        some.notComputed().contains("cases") || some.notComputed().contains("conflicts");
    if (isPart) {
      assertFalse(some.isEquilibrium(), when);
      assertTrue(some.revisions().stream().noneMatch(it -> it.certified() || it.verified()), when);
      assertTrue(some.prices().stream().allMatch(it -> it.priceOfKeeping().isEmpty()), when);
      assertTrue(some.equals().isEmpty(), when);
    } else {
      assertEquals(whole.conflicts(), some.conflicts(), when);
      assertEquals(whole.coverage(), some.coverage(), when);
    }
    if (!some.revisions().isEmpty() && !whole.revisions().isEmpty()) {
      Revision best = whole.revisions().get(0);
      Revision found = some.revisions().get(0);
      assertTrue(found.lowerBound().compareTo(best.cost()) <= 0, when);
      if (found.certified() && found.verified()) {
        assertEquals(best, found, when);
      }
    }
    for (Advice.Price price : some.prices()) {
      if (price.priceOfKeeping().isPresent()) {
        assertTrue(whole.prices().contains(price), when + ": " + price);
      }
    }
    if (!isPart && !some.notComputed().contains("informative")) {
      assertEquals(whole.informativePrinciples(), some.informativePrinciples(), when);
    }
    if (!isPart && some.notComputed().isEmpty()) {
      assertEquals(whole.revisions(), some.revisions(), when);
      assertEquals(whole.changes(), some.changes(), when);
    }
  }
}
