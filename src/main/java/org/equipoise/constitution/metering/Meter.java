package org.equipoise.constitution.metering;

import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the code of rules uses on this thread. Compiled rules call {@link #step} and {@link
 * #takes}; where no work is metered on the thread, both do nothing. Once a limit is met, every
 * later call throws it again, and so does {@link #ask}: code that catches it gains nothing.
 */
public final class Meter {
  private static final ThreadLocal<Meter> RUNNING = new ThreadLocal<>();

  /** How many steps go by between two looks at the clock. */
  private static final int STRIDE = 64;

  /** Work of the library is refused if the time that is left cannot suffice at this pace. */
  private static final long NANOS_OF_A_STEP = 5;

  /** How many calls of functions that may call themselves may be open at a time. */
  static final int MAX_CALL_DEPTH = 1_000;

  private static final long OF_A_TRACE = 256;
  private static final long OF_A_FRAME = 24;

  private final Budget budget;
  private final long start = System.nanoTime();
  private final long deadline;
  private final long steps;
  private final long bytes;
  private long stepsLeft;
  private long bytesLeft;
  private int untilLook;
  private int depth;

  /** What ended the work: whatever its code does with this, it is thrown again and again. */
  private @Nullable Error end;

  private Meter(Budget budget, @Nullable Meter outer) {
    this.budget = budget;
    long own = start + budget.nanos();
    deadline = outer != null && outer.deadline - own < 0 ? outer.deadline : own;
    steps = outer == null ? budget.steps() : Math.min(budget.steps(), outer.stepsLeft());
    bytes = outer == null ? budget.bytes() : Math.min(budget.bytes(), Math.max(0, outer.bytesLeft));
    stepsLeft = steps;
    bytesLeft = bytes;
    untilLook = STRIDE;
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

  /**
   * How much was used when it was taken; nothing where no work is metered.
   *
   * @param steps the steps that were left
   * @param bytes the bytes that were left
   * @param untilLook the steps until the next look
   * @param depth the open calls
   * @param end what ended the work; null if nothing did
   */
  public record Mark(long steps, long bytes, int untilLook, int depth, @Nullable Error end) {
    /** The steps from a later mark back to this one. */
    public long stepsTo(Mark later) {
      return steps - later.steps + untilLook - later.untilLook;
    }

    /** The bytes from a later mark back to this one. */
    public long bytesTo(Mark later) {
      return bytes - later.bytes;
    }
  }

  /**
   * What some work uses, so that it can be counted where its result is known already.
   *
   * @param steps as the meter counts them
   * @param bytes as the meter counts them
   */
  public record Use(long steps, long bytes) {
    public static final Use NONE = new Use(0, 0);

    private static final long AMPLE_STEPS = 100_000;
    private static final long AMPLE_BYTES = 1 << 20;

    /** What was used between two marks. */
    public static Use between(Mark before, Mark after) {
      return new Use(before.stepsTo(after), before.bytesTo(after));
    }

    /** What is left of this after another use, which may be more. */
    public Use less(Use other) {
      return new Use(Math.max(0, steps - other.steps), Math.max(0, bytes - other.bytes));
    }

    /**
     * Whether limits stay far away after this use. Near them, exactly where they are met matters,
     * and the work has to be done.
     */
    public boolean leavesAmple(Mark now) {
      return now.steps() - steps >= AMPLE_STEPS && now.bytes() - bytes >= AMPLE_BYTES;
    }

    /** Counts it, where it leaves ample. */
    public void charge() {
      Meter meter = RUNNING.get();
      if (meter != null) {
        meter.stepsLeft -= steps;
        meter.bytesLeft -= bytes;
      }
    }
  }

  /** How much is used so far of what this thread may use. */
  public static Mark mark() {
    Meter meter = RUNNING.get();
    return meter == null
        ? new Mark(0, 0, 0, 0, null)
        : new Mark(meter.stepsLeft, meter.bytesLeft, meter.untilLook, meter.depth, meter.end);
  }

  /**
   * Takes back what was used since a mark, but for the time: the work is done once more in another
   * way. A limit that was met in it is forgotten, since that way meets it again.
   */
  public static void takeBack(Mark mark) {
    Meter meter = RUNNING.get();
    if (meter != null) {
      meter.stepsLeft = mark.steps();
      meter.bytesLeft = mark.bytes();
      meter.untilLook = mark.untilLook();
      meter.depth = mark.depth();
      meter.end = mark.end();
    }
  }

  /** A turn of a loop, or a call of a function. */
  public static void step() {
    Meter meter = RUNNING.get();
    if (meter != null) {
      meter.count();
    }
  }

  /** A call, to be left again, of a function that may call itself. */
  public static void enter() {
    Meter meter = RUNNING.get();
    if (meter != null && ++meter.depth > MAX_CALL_DEPTH) {
      LimitExceeded met = LimitExceeded.calls(MAX_CALL_DEPTH);
      throw meter.end == null ? meter.ended(met) : meter.end;
    }
  }

  /** The end, by a result or an exception, of a call that was entered. */
  public static void leave() {
    Meter meter = RUNNING.get();
    if (meter != null) {
      meter.depth--;
    }
  }

  /** An exception was made, or is about to be: it holds where each open call stands. */
  public static void traced() {
    Meter meter = RUNNING.get();
    if (meter != null) {
      takes(OF_A_TRACE + OF_A_FRAME * meter.depth);
    }
  }

  /** Many steps at once: work of the library whose length is known beforehand. */
  public static void steps(long number) {
    Meter meter = RUNNING.get();
    if (meter != null && number > 0) {
      meter.count(number);
    }
  }

  /**
   * Steps of a loop of the host's own, in coarse units: few of them cost no look at the clock.
   *
   * @param number how many; below one it counts as one
   */
  public static void turns(long number) {
    Meter meter = RUNNING.get();
    if (meter == null) {
      return;
    }
    if (number < STRIDE) {
      meter.untilLook -= (int) Math.max(0, number - 1);
      meter.count();
    } else {
      steps(number);
    }
  }

  /** An order each of whose comparisons is a step: for the host's own sorting. */
  public static <T> Comparator<T> counting(Comparator<? super T> order) {
    return (one, another) -> {
      step();
      return order.compare(one, another);
    };
  }

  /**
   * Whether the time of the work that runs on this thread is over, for threads that work for it.
   */
  public static BooleanSupplier expiry() {
    Meter meter = RUNNING.get();
    if (meter == null) {
      return () -> false;
    }
    Thread thread = Thread.currentThread();
    return () -> System.nanoTime() - meter.deadline > 0 || thread.isInterrupted();
  }

  /** Space for something is about to be taken. */
  public static void takes(long bytes) {
    Meter meter = RUNNING.get();
    if (meter != null && bytes > 0) {
      if (meter.end != null) {
        throw meter.end;
      }
      meter.bytesLeft -= bytes;
      if (meter.bytesLeft < 0) {
        throw meter.ended(LimitExceeded.memory(meter.budget));
      }
    }
  }

  /**
   * Asks whether the work may go on: for hosts of rule code, after each part of it and at its end.
   *
   * @throws LimitExceeded if a limit was met, now or before, whatever became of the error then
   * @throws Error if one was reported by {@link #fails}
   */
  public static void ask() {
    Meter meter = RUNNING.get();
    if (meter != null) {
      meter.look();
    }
  }

  /** Ends the work by an error that rule code must not keep to itself; the first error counts. */
  public static void fails(Error error) {
    Meter meter = RUNNING.get();
    if (meter != null && meter.end == null) {
      meter.ended(error);
    }
  }

  /** That something is nested deeper than can be gone through: the work ends. */
  static Error tooDeep(int levels) {
    LimitExceeded met = LimitExceeded.depth(levels);
    fails(met);
    return met;
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

  private void count(long number) {
    stepsLeft = number > stepsLeft ? -1 : stepsLeft - number;
    look();
    if (number > STRIDE && number > (deadline - System.nanoTime()) / NANOS_OF_A_STEP) {
      throw ended(LimitExceeded.time(budget));
    }
  }

  private void look() {
    if (end != null) {
      throw end;
    }
    if (stepsLeft < 0) {
      throw ended(LimitExceeded.steps(budget));
    }
    if (bytesLeft < 0) {
      throw ended(LimitExceeded.memory(budget));
    }
    if (System.nanoTime() - deadline > 0) {
      throw ended(LimitExceeded.time(budget));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw ended(LimitExceeded.interruption());
    }
    untilLook = STRIDE;
  }

  private Error ended(Error error) {
    end = error;
    untilLook = 0; // so that the next step looks
    return error;
  }

  private long stepsLeft() {
    return Math.max(0, stepsLeft);
  }

  private void uses(Meter inner) {
    stepsLeft = Math.max(-1, stepsLeft - (inner.steps - Math.max(-1, inner.stepsLeft)));
    bytesLeft = Math.max(-1, bytesLeft - (inner.bytes - Math.max(-1, inner.bytesLeft)));
  }
}
