package org.equipoise.decision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a case was decided. */
public enum DecisionState {
  /**
   * There is a choice, or a verdict on the only output; or every output is blocked, and that is an
   * answer.
   */
  DECIDED,
  /** The outputs are tied, or a person should decide. */
  UNDECIDED,
  /** Entrenched elements forbid every output. */
  DILEMMA,
  /** Every one of several outputs is blocked. The choice names the lesser evil, if there is one. */
  ALL_BLOCKED,
  /** Deciding failed. The host is told what the constitution sets for errors. */
  ERROR;

  private final String word =
      name().equals("ALL_BLOCKED") ? "allBlocked" : name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON uses, such as {@code decided}. */
  public String word() {
    return word;
  }

  /** Returns the state with this name, or empty if there is none. */
  public static Optional<DecisionState> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
  }
}
