package org.equipoise;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread brings about; what never comes is a failure, and no hanging. */
public final class Eventually {
  private static final long NANOS = 120_000_000_000L;
  private static final long PAUSE_MILLIS = 5;

  private Eventually() {}

  /**
   * Waits until something is so, for two minutes at most.
   *
   * @param what is awaited
   */
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    until(() -> "waited in vain: " + what, condition);
  }

  /**
   * Waits until something is so, for two minutes at most.
   *
   * @param failure what is said if it never comes
   */
  public static void until(Supplier<String> failure, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail(failure);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
