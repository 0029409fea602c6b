package org.equipoise.constitution.metering;

/**
 * What one piece of work may use: the code of rules, and what is worked out of what they say.
 *
 * @param nanos of time from the start of the work, positive
 * @param steps turns of loops, calls of functions and lambdas, letters looked at by patterns, and
 *     the like; positive
 * @param bytes that it takes for texts, collections, arrays and objects, roughly and without regard
 *     to what is free again; positive
 */
public record Budget(long nanos, long steps, long bytes) {
  /**
   * Wide enough for any honest rule, even the first on a cold machine: five seconds, ten million
   * steps, 64 MiB.
   */
  public static final Budget DEFAULT = new Budget(5_000_000_000L, 10_000_000L, 64L << 20);

  /**
   * What work may use where nobody who waits for it set less: a minute, a thousand million steps,
   * and a gibibyte or a quarter of the memory that Java has.
   */
  public static final Budget UNATTENDED =
      new Budget(
          60_000_000_000L,
          1_000_000_000L,
          Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4));

  public Budget {
    if (nanos <= 0 || steps <= 0 || bytes <= 0) {
      throw new IllegalArgumentException(
          "a budget of " + nanos + " ns, " + steps + " steps, " + bytes + " bytes leaves nothing");
    }
  }
}
