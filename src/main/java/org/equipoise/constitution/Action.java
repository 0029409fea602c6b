package org.equipoise.constitution;

import java.util.Locale;

/** What a host is told to do with an output. */
public enum Action {
  ALLOW,
  BLOCK,
  /** A person should decide. */
  ESCALATE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The action as constitutions and decisions write it: {@code allow}, say. */
  public String word() {
    return word;
  }
}
