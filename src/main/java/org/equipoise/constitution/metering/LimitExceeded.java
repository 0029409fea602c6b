package org.equipoise.constitution.metering;

import java.util.regex.Pattern;

/**
 * A limit was met while the code of rules ran. An error, since rules may catch exceptions; vetting
 * sees to it that they catch no errors.
 */
public final class LimitExceeded extends Error {
  private static final long serialVersionUID = 1;

  private static final String INTERRUPTED = "the thread was interrupted";
  private static final Pattern SAID =
      Pattern.compile("the limit of \\d+ (ms|steps|bytes|levels) was met|" + INTERRUPTED);

  /** What there was too little of. */
  public enum Limit {
    TIME,
    STEPS,
    MEMORY,
    /** Calls within calls, or lists within lists. */
    DEPTH,
    INTERRUPTION
  }

  private final Limit limit;

  private LimitExceeded(Limit limit, String message) {
    super(message, null, false, false);
    this.limit = limit;
  }

  /** That a budget's time is over. */
  static LimitExceeded time(Budget budget) {
    return new LimitExceeded(Limit.TIME, met(budget.nanos() / 1_000_000, "ms"));
  }

  /** That a budget's steps are used up. */
  static LimitExceeded steps(Budget budget) {
    return new LimitExceeded(Limit.STEPS, met(budget.steps(), "steps"));
  }

  /** That a budget's memory is used up. */
  static LimitExceeded memory(Budget budget) {
    return new LimitExceeded(Limit.MEMORY, met(budget.bytes(), "bytes"));
  }

  static LimitExceeded depth(int levels) {
    return new LimitExceeded(Limit.DEPTH, met(levels, "levels"));
  }

  static LimitExceeded interruption() {
    return new LimitExceeded(Limit.INTERRUPTION, INTERRUPTED);
  }

  private static String met(long number, String unit) {
    return "the limit of " + number + " " + unit + " was met";
  }

  public Limit limit() {
    return limit;
  }

  /** Whether a text is, as a whole, the message of such an error. */
  public static boolean isMessage(String text) {
    return SAID.matcher(text).matches();
  }
}
