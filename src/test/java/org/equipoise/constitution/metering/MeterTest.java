package org.equipoise.constitution.metering;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.constitution.metering.LimitExceeded.Limit;
import org.junit.jupiter.api.Test;

/** A limit that is met stays met, whatever becomes of the error. */
class MeterTest {
  private static final Budget SMALL = new Budget(60_000_000_000L, 1_000, 1_000);
  private static final Budget WIDE = new Budget(60_000_000_000L, 1_000_000, 1_000_000);

  private static LimitExceeded met(Runnable work) {
    return assertThrows(LimitExceeded.class, work::run);
  }

  private static void within(Budget budget, Runnable work) {
    Meter.within(
        budget,
        () -> {
          work.run();
          return 0;
        });
  }

  @Test
  void everyLaterUseThrowsTheSameLimit() {
    within(
        SMALL,
        () -> {
          LimitExceeded first = met(() -> Meter.takes(2_000));
          assertEquals(Limit.MEMORY, first.limit());
          assertSame(first, met(() -> Meter.takes(1)));
          assertSame(first, met(Meter::step));
          assertSame(first, met(() -> Meter.steps(1)));
          assertSame(first, met(Meter::ask));
        });
    assertDoesNotThrow(Meter::ask); // where nothing is metered
  }

  @Test
  void stepsAreCountedUpToTheLimit() {
    within(
        SMALL,
        () -> {
          Meter.steps(900);
          Meter.ask();
          assertEquals(Limit.STEPS, met(() -> Meter.steps(Long.MAX_VALUE)).limit());
          assertEquals(Limit.STEPS, met(() -> Meter.takes(1)).limit());
        });
  }

  @Test
  void workThatCannotEndInTimeIsRefusedAtOnce() {
    Budget brief = new Budget(100_000_000, Long.MAX_VALUE / 2, 1_000);
    within(brief, () -> assertEquals(Limit.TIME, met(() -> Meter.steps(1L << 40)).limit()));
  }

  @Test
  void anErrorThatIsReportedEndsTheWork() {
    StackOverflowError overflow = new StackOverflowError();
    within(
        SMALL,
        () -> {
          Meter.fails(overflow);
          Meter.fails(new OutOfMemoryError());
          assertSame(overflow, assertThrows(StackOverflowError.class, Meter::ask));
          assertSame(overflow, assertThrows(StackOverflowError.class, Meter::step));
        });
  }

  @Test
  void aTighterWorkWithinEndsAlone() {
    within(
        WIDE,
        () -> {
          within(SMALL, () -> met(() -> Meter.takes(2_000)));
          Meter.ask();
          Meter.steps(10);
        });
  }

  @Test
  void aWiderWorkWithinEndsBoth() {
    within(
        SMALL,
        () -> {
          within(WIDE, () -> met(() -> Meter.steps(2_000)));
          assertEquals(Limit.STEPS, met(Meter::ask).limit());
        });
  }

  @Test
  void whatIsNestedIsGoneThroughInSteps() {
    Object twice = "x";
    for (int i = 0; i < 60; i++) {
      twice = List.of(twice, twice);
    }
    Object nested = twice;
    within(WIDE, () -> assertEquals(Limit.STEPS, met(() -> Size.deep(nested)).limit()));
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    within(WIDE, () -> assertEquals(Limit.DEPTH, met(() -> Size.letters(itself)).limit()));
  }

  @Test
  void sizesDoNotOverflow() {
    assertEquals(Long.MAX_VALUE, Size.times(1L << 40, 1L << 40));
    assertEquals(Long.MAX_VALUE, Size.plus(Long.MAX_VALUE, 1));
    assertEquals(42, Size.times(6, 7));
    assertEquals(0, Size.of(-1));
  }
}
