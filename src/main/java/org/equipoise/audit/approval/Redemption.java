package org.equipoise.audit.approval;

import java.util.Locale;

/** Whether an act may be done now. Only {@link #APPROVED} lets it be done. */
public enum Redemption {
  /** It may be done, this once. */
  APPROVED,
  /** There is no such ticket. */
  UNKNOWN,
  /** The case or the arguments are not those that the ticket names. */
  ALTERED,
  /** The ticket is void. */
  EXPIRED,
  /** Another constitution is in force than that under which it was left to a person. */
  OTHER_CONSTITUTION,
  /** Nobody has answered yet. */
  UNANSWERED,
  /** A person refused it. */
  REFUSED,
  /** It was done before. */
  USED;

  /** Returns the name that ledgers use, such as {@code other-constitution}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether the act may be done. */
  public boolean passes() {
    return this == APPROVED;
  }
}
