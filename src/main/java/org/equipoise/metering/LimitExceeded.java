package org.equipoise.metering;

/**
 * A limit was met while the code of rules ran. An error, since rules may catch exceptions; vetting
 * sees to it that they catch no errors.
 */
public final class LimitExceeded extends Error {
  private static final long serialVersionUID = 1;

  /** What there was too little of. */
  public enum Limit {
    TIME,
    STEPS,
    MEMORY,
    INTERRUPTION
  }

  private final Limit limit;

  LimitExceeded(Limit limit, String message) {
    super(message, null, false, false);
    this.limit = limit;
  }

  public Limit limit() {
    return limit;
  }
}
