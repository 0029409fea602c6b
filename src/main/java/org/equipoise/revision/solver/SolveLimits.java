package org.equipoise.revision.solver;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long and how widely to search. Where a limit is reached, the best that was found is returned
 * with the bound that was proven.
 *
 * @param clock nanoseconds, as from {@link System#nanoTime}
 * @param deadline when to stop, on that clock
 * @param cancelled whether the caller has lost interest; asked often, from every thread
 * @param threads how many threads may work; the result does not depend on it
 */
public record SolveLimits(
    LongSupplier clock, long deadline, BooleanSupplier cancelled, int threads) {

  /** No limit and one thread. */
  public static SolveLimits none() {
    return new SolveLimits(() -> 0, Long.MAX_VALUE, () -> false, 1);
  }

  /** A deadline this many nanoseconds from now. */
  public static SolveLimits within(LongSupplier clock, long nanos) {
    return new SolveLimits(clock, clock.getAsLong() + nanos, () -> false, 1);
  }

  /** The same limits, and a flag that ends the search. */
  public SolveLimits withCancellation(BooleanSupplier flag) {
    return new SolveLimits(clock, deadline, flag, threads);
  }

  /** The same limits on another number of threads. */
  public SolveLimits withThreads(int count) {
    return new SolveLimits(clock, deadline, cancelled, count);
  }

  /** How many nanoseconds are left, not less than none. */
  public long left() {
    return Math.max(0, deadline - clock.getAsLong());
  }

  /** Whether to stop: the deadline has passed, or the caller has lost interest. */
  public boolean reached() {
    return cancelled.getAsBoolean() || clock.getAsLong() - deadline >= 0;
  }
}
