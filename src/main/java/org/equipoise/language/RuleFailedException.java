package org.equipoise.language;

/** Thrown when a condition of a rule fails. The cause is the failure. */
public final class RuleFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * Creates the exception.
   *
   * @param rule the name of the rule
   */
  public RuleFailedException(String rule, RuntimeException cause) {
    super(cause);
    this.rule = rule;
  }

  /** Returns the name of the rule. */
  public String rule() {
    return rule;
  }
}
