package org.equipoise.facts;

import java.util.Locale;
import java.util.Optional;

/** What a claim says about an output. Decisions use {@code Verdict} and {@code Action} instead. */
public enum DeonticStatus {
  FORBIDDEN,
  PERMITTED,
  OBLIGATORY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that data files and rules use, such as {@code forbidden}. */
  public String word() {
    return word;
  }

  /** Returns the status with this name, or empty if there is none. */
  public static Optional<DeonticStatus> of(String word) {
    for (DeonticStatus status : values()) {
      if (status.word().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
