package org.equipoise.metering;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the code of rules uses on this thread. Compiled rules call {@link #step} and {@link
 * #takes}; where no work is metered on the thread, both do nothing.
 */
public final class Meter {
  private static final ThreadLocal<Meter> RUNNING = new ThreadLocal<>();

  /** How many steps go by between two looks at the clock. */
  private static final int STRIDE = 64;

  private final Budget budget;
  private final long start = System.nanoTime();
  private final long deadline;
  private final long steps;
  private final long bytes;
  private long stepsLeft;
  private long bytesLeft;
  private int untilLook;

  private Meter(Budget budget, @Nullable Meter outer) {
    this.budget = budget;
    long own = start + budget.nanos();
    deadline = outer != null && outer.deadline - own < 0 ? outer.deadline : own;
    steps = outer == null ? budget.steps() : Math.min(budget.steps(), outer.stepsLeft());
    bytes = outer == null ? budget.bytes() : Math.min(budget.bytes(), outer.bytesLeft);
    stepsLeft = steps;
    bytesLeft = bytes;
    stride();
  }

  /**
   * Does work on this thread within a budget. Work may nest: what the inner uses counts for the
   * outer too, and the tighter limit holds.
   *
   * @throws LimitExceeded if rules use more; the work's state is then not to be relied on
   */
  public static <T> T within(Budget budget, Supplier<T> work) {
    Meter outer = RUNNING.get();
    Meter meter = new Meter(budget, outer);
    RUNNING.set(meter);
    try {
      return work.get();
    } finally {
      if (outer != null) {
        outer.uses(meter);
      }
      RUNNING.set(outer); // nothing, if there is none: cheaper than to remove the place for it
    }
  }

  /**
   * Does work on this thread within the budget that holds there already or, if none does, within
   * one.
   *
   * @throws LimitExceeded if rules use more; the work's state is then not to be relied on
   */
  public static <T> T bounded(Budget otherwise, Supplier<T> work) {
    return RUNNING.get() == null ? within(otherwise, work) : work.get();
  }

  /** A turn of a loop, or a call of a function. */
  public static void step() {
    Meter meter = RUNNING.get();
    if (meter != null) {
      meter.count();
    }
  }

  /** Many steps at once: work of the library whose length is known beforehand. */
  public static void steps(long number) {
    Meter meter = RUNNING.get();
    if (meter != null && number > 0) {
      meter.stepsLeft -= number;
      meter.look();
    }
  }

  /** Space for something is about to be taken. */
  public static void takes(long bytes) {
    Meter meter = RUNNING.get();
    if (meter != null && bytes > 0) {
      meter.bytesLeft -= bytes;
      if (meter.bytesLeft < 0) {
        meter.bytesLeft = -1;
        throw LimitExceeded.memory(meter.budget);
      }
    }
  }

  /** The meter of this thread, or null: for those who count often. */
  static @Nullable Meter running() {
    return RUNNING.get();
  }

  void count() {
    if (--untilLook <= 0) {
      stepsLeft -= STRIDE;
      look();
    }
  }

  private void look() {
    if (stepsLeft < 0) {
      stepsLeft = -STRIDE; // and the next step fails as well
      untilLook = 0;
      throw LimitExceeded.steps(budget);
    }
    if (System.nanoTime() - deadline > 0) {
      untilLook = 0;
      throw LimitExceeded.time(budget);
    }
    if (Thread.currentThread().isInterrupted()) {
      untilLook = 0;
      throw LimitExceeded.interruption();
    }
    stride();
  }

  private void stride() {
    untilLook = STRIDE;
  }

  private long stepsLeft() {
    return Math.max(0, stepsLeft);
  }

  private void uses(Meter inner) {
    stepsLeft -= inner.steps - inner.stepsLeft;
    bytesLeft -= inner.bytes - inner.bytesLeft;
  }
}
