package org.equipoise.decision;

import java.util.Locale;

/** What was decided about one output, before the settings for gaps and errors apply. */
public enum Verdict {
  ALLOW,
  BLOCK,
  /** The claims for and against it are too close. A person should decide. */
  ESCALATE,
  /** There is no claim about it. */
  ABSTAIN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON uses, such as {@code allow}. */
  public String word() {
    return word;
  }
}
