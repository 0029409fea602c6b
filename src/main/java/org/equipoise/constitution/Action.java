package org.equipoise.constitution;

import java.util.Comparator;
import java.util.Locale;

/** What the host is told to do with an output. */
public enum Action {
  ALLOW,
  BLOCK,
  /** A person should decide. */
  ESCALATE;

  /** From the most permissive to the strictest: allow, escalate, block. */
  public static final Comparator<Action> STRICTNESS = Comparator.comparingInt(Action::strictness);

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON uses, such as {@code allow}. */
  public String word() {
    return word;
  }

  private int strictness() {
    return switch (this) {
      case ALLOW -> 0;
      case ESCALATE -> 1;
      case BLOCK -> 2;
    };
  }
}
