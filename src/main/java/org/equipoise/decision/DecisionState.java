package org.equipoise.decision;

import java.util.Locale;

/** How far a case was decided. */
public enum DecisionState {
  DECIDED,
  /** Nothing separates the outputs, or a person should look. */
  UNDECIDED,
  /** Every output is forbidden by what is entrenched. */
  DILEMMA,
  /** Deciding failed; the host is told what the constitution sets for errors. */
  ERROR;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The state as decisions write it: {@code decided}, say. */
  public String word() {
    return word;
  }
}
