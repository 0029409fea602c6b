package org.equipoise.constitution.metering;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a decision exceeds a limit of its {@link Budget}. It is an error, because rules may
 * catch exceptions but not errors. Immutable.
 */
public final class LimitExceeded extends Error {
  private static final long serialVersionUID = 1;

  /** The kinds of limits. */
  public enum Limit {
    TIME,
    STEPS,
    MEMORY,
    /** Calls within calls, or lists within lists. */
    DEPTH,
    INTERRUPTION
  }

  private final Limit limit;
  private final @Nullable Long amount;

  private LimitExceeded(Limit limit, long amount, String unit) {
    super("the limit of " + amount + " " + unit + " was met", null, false, false);
    this.limit = limit;
    this.amount = amount;
  }

  private LimitExceeded() {
    super("the thread was interrupted", null, false, false);
    this.limit = Limit.INTERRUPTION;
    this.amount = null;
  }

  /** That a budget's time is over. */
  static LimitExceeded time(Budget budget) {
    return new LimitExceeded(Limit.TIME, budget.nanos() / 1_000_000, "ms");
  }

  /** That a budget's steps are used up. */
  static LimitExceeded steps(Budget budget) {
    return new LimitExceeded(Limit.STEPS, budget.steps(), "steps");
  }

  /** That a budget's memory is used up. */
  static LimitExceeded memory(Budget budget) {
    return new LimitExceeded(Limit.MEMORY, budget.bytes(), "bytes");
  }

  static LimitExceeded depth(int levels) {
    return new LimitExceeded(Limit.DEPTH, levels, "levels");
  }

  static LimitExceeded calls(int levels) {
    return new LimitExceeded(Limit.DEPTH, levels, "levels of calls");
  }

  static LimitExceeded interruption() {
    return new LimitExceeded();
  }

  /** Returns which limit was exceeded. */
  public Limit limit() {
    return limit;
  }

  /** Returns the limit in milliseconds, steps, bytes or levels; null for an interruption. */
  public @Nullable Long amount() {
    return amount;
  }
}
