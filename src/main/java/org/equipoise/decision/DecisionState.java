package org.equipoise.decision;

import java.util.Locale;

/** Whether a case was decided. */
public enum DecisionState {
  /** There is a choice, or a verdict on the only output. */
  DECIDED,
  /** The outputs are tied, or a person should decide. */
  UNDECIDED,
  /** Entrenched elements forbid every output. */
  DILEMMA,
  /** Deciding failed. The host is told what the constitution sets for errors. */
  ERROR;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON uses, such as {@code decided}. */
  public String word() {
    return word;
  }
}
