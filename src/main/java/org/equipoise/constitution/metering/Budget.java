package org.equipoise.constitution.metering;

/**
 * Limits on one decision: on the code of rules, and on the work that follows from it. Immutable and
 * safe to share between threads.
 *
 * @param nanos time from the start of the work in nanoseconds, positive
 * @param steps the number of loop turns, calls of functions and lambdas, characters read by
 *     patterns, and the like; positive
 * @param bytes memory for texts, collections, arrays and objects, approximately; memory that was
 *     freed again counts too; positive
 */
public record Budget(long nanos, long steps, long bytes) {
  /**
   * The default of a service: 5 seconds, 10 million steps, 64 MiB. It suffices for ordinary rules,
   * also for the first decision after the start.
   */
  public static final Budget DEFAULT = new Budget(5_000_000_000L, 10_000_000L, 64L << 20);

  /**
   * The default without a service: 1 minute, 1 billion steps, and 1 GiB or a quarter of the heap of
   * the JVM, whichever is less.
   */
  public static final Budget UNATTENDED =
      new Budget(
          60_000_000_000L,
          1_000_000_000L,
          Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4));

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public Budget {
    if (nanos <= 0 || steps <= 0 || bytes <= 0) {
      throw new IllegalArgumentException(
          "a budget of " + nanos + " ns, " + steps + " steps, " + bytes + " bytes leaves nothing");
    }
  }
}
