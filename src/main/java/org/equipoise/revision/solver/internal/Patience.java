package org.equipoise.revision.solver.internal;

import java.util.function.BooleanSupplier;

/**
 * Stops a search that asks too often whether to stop, so that it ends without a deadline too. It
 * counts how often it is asked, so that no result hangs on the clock. Not thread-safe.
 */
final class Patience implements BooleanSupplier {
  /** How often one price may ask. */
  private static final int EACH = 20_000;

  /** How often all prices may ask: so often, and so often more for each price. */
  private static final int ALL = 60_000;

  private static final int ALL_FOR_EACH = 100;

  private final BooleanSupplier stop;
  private long left;
  private int leftOfOne;

  /**
   * For no price yet.
   *
   * @param stop what else stops a search
   */
  Patience(BooleanSupplier stop) {
    this.stop = stop;
  }

  /** Begins with some prices, whatever was asked before. */
  void renewFor(int prices) {
    left = ALL + (long) ALL_FOR_EACH * prices;
  }

  /** Begins with another price. */
  void renew() {
    leftOfOne = EACH;
  }

  @Override
  public boolean getAsBoolean() {
    left--;
    leftOfOne--;
    return left < 0 || leftOfOne < 0 || stop.getAsBoolean();
  }
}
