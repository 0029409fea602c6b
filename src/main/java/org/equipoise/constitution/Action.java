package org.equipoise.constitution;

import java.util.Locale;

/** What the host is told to do with an output. */
public enum Action {
  ALLOW,
  BLOCK,
  /** A person should decide. */
  ESCALATE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON uses, such as {@code allow}. */
  public String word() {
    return word;
  }
}
