package org.equipoise.language;

/** A failure in the conditions of a rule that is known; the cause says what failed. */
public final class RuleFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * A failure.
   *
   * @param rule the rule's name
   */
  public RuleFailedException(String rule, RuntimeException cause) {
    super(cause);
    this.rule = rule;
  }

  /** The rule's name. */
  public String rule() {
    return rule;
  }
}
