package org.equipoise.decision;

import java.util.Locale;

/** What is decided of one output. */
public enum Verdict {
  ALLOW,
  BLOCK,
  /** What speaks for it and against it is too close: a person should look. */
  ESCALATE,
  /** Nothing speaks of it. */
  ABSTAIN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The verdict as decisions write it: {@code allow}, say. */
  public String word() {
    return word;
  }
}
