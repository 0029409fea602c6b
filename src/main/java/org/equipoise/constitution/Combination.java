package org.equipoise.constitution;

import java.util.Locale;

/** How a charter combines what several constitutions say of an output. */
public enum Combination {
  /** The strictest action that any of them says. */
  STRICTEST,
  /** The most permissive action that any of them says. */
  MOST_PERMISSIVE,
  /** What all of them say; a person decides if they differ. */
  UNANIMOUS_OR_ESCALATE,
  /** What more than half of them say; a person decides if there is no such action. */
  MAJORITY,
  /**
   * The weighted median: the most permissive action that less than half of the weight finds too
   * permissive.
   */
  WEIGHTED,
  /** What all of them say after each gave up what it conceded; a person decides if they differ. */
  BRIDGE;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the name that JSON uses, such as {@code most-permissive}. */
  public String word() {
    return word;
  }
}
