package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.equipoise.facts.Case;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/** Whenever the time ends, what is told of equilibria is true, and what is missing is named. */
class EquilibriaInTimeTest {
  private static final int SEEDS = 12;
  private static final EquilibriaOptions OPTIONS = EquilibriaOptions.DEFAULT.withStarts(3, 1);

  @Test
  void whenTheTimeIsOverNothingIsToldThatIsNotSo() {
    int cut = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      AdvisorTrial trial = new AdvisorTrial(seed, 0);
      CorpusEquilibria whole = find(trial, SolveLimits.none());
      assertEquals(List.of(), whole.notComputed());
      for (long ticks = 1; ticks < 100_000; ticks *= 4) {
        AtomicLong clock = new AtomicLong();
        CorpusEquilibria some =
            find(trial, new SolveLimits(clock::incrementAndGet, ticks, () -> false, 1));
        check(whole, some, "seed " + seed + " until " + ticks);
        cut += some.notComputed().isEmpty() ? 0 : 1;
      }
    }
    assertTrue(cut > SEEDS, "the time was over " + cut + " times");
  }

  private static CorpusEquilibria find(AdvisorTrial trial, SolveLimits limits) {
    Advisor advisor =
        new Advisor(trial.constitution, new Advisor.Options(1, trial.suspension, limits));
    for (Case each : trial.cases) {
      advisor.add(trial.decided.get(each.id()));
    }
    return advisor.equilibria(OPTIONS);
  }

  private static void check(CorpusEquilibria whole, CorpusEquilibria some, String when) {
    if (some.notComputed().isEmpty()) {
      assertEquals(whole, some, when);
      return;
    }
    assertTrue(some.lowerBound().compareTo(whole.cost()) <= 0, when);
    assertTrue(
        some.notComputed().contains("conflicts") || some.cost().compareTo(whole.cost()) >= 0, when);
    if (some.lowerBound().equals(some.cost())) {
      assertTrue(some.count().compareTo(whole.count()) <= 0, when);
      assertTrue(whole.contested().containsAll(some.contested()) || some.verified(), when);
    }
    if (some.complete()) {
      assertEquals(whole.count(), some.count(), when);
      assertEquals(whole.contested(), some.contested(), when);
    } else {
      assertFalse(some.isUnique(), when);
    }
    if (!some.notComputed().contains("diameter")) {
      assertEquals(whole.diameter(), some.diameter(), when);
    }
    if (!some.notComputed().contains("inAll") && some.complete()) {
      assertEquals(whole.given(), some.given(), when);
    }
    some.starts()
        .ifPresent(
            it ->
                assertTrue(
                    it.starts() == OPTIONS.starts() || some.notComputed().contains("starts"),
                    when));
  }
}
