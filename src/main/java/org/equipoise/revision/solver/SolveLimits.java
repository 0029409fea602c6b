package org.equipoise.revision.solver;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Limits on the time and threads of a search. A search that reaches a limit returns the best result
 * found and the bound proven so far. Immutable; it is safe to share between threads if the
 * functions are.
 *
 * @param clock returns nanoseconds, like {@link System#nanoTime}
 * @param deadline when to stop, on that clock
 * @param cancelled returns whether the caller cancelled the search; called often, from every thread
 * @param threads the number of threads, at least 1; the result does not depend on it
 */
public record SolveLimits(
    LongSupplier clock, long deadline, BooleanSupplier cancelled, int threads) {

  /** Returns limits without a deadline, with one thread. */
  public static SolveLimits none() {
    return new SolveLimits(() -> 0, Long.MAX_VALUE, () -> false, 1);
  }

  /** Returns limits with a deadline this many nanoseconds from now, with one thread. */
  public static SolveLimits within(LongSupplier clock, long nanos) {
    return new SolveLimits(clock, clock.getAsLong() + nanos, () -> false, 1);
  }

  /** Returns these limits with a function that cancels the search. */
  public SolveLimits withCancellation(BooleanSupplier flag) {
    return new SolveLimits(clock, deadline, flag, threads);
  }

  /** Returns these limits with another number of threads. */
  public SolveLimits withThreads(int count) {
    return new SolveLimits(clock, deadline, cancelled, count);
  }

  /** Returns these limits with half of the time that is left. */
  public SolveLimits firstHalf() {
    return ending(2);
  }

  /** Returns these limits with three quarters of the time that is left. */
  public SolveLimits firstThreeQuarters() {
    return ending(4);
  }

  /** Returns these limits without one of so many parts of the time that is left. */
  private SolveLimits ending(int parts) {
    return deadline == Long.MAX_VALUE
        ? this
        : new SolveLimits(clock, deadline - left() / parts, cancelled, threads);
  }

  /** Returns the nanoseconds that are left; 0 after the deadline. */
  public long left() {
    return Math.max(0, deadline - clock.getAsLong());
  }

  /** Returns whether the deadline has passed or the caller cancelled the search. */
  public boolean reached() {
    return cancelled.getAsBoolean() || clock.getAsLong() - deadline >= 0;
  }
}
