package org.equipoise.facts;

import java.util.Locale;
import java.util.Optional;

/** What a claim says of an output; never the word for a decision. */
public enum DeonticStatus {
  FORBIDDEN,
  PERMITTED,
  OBLIGATORY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The status as data files and rules write it: {@code forbidden}, say. */
  public String word() {
    return word;
  }

  /** The status that a word names, or empty if it names none. */
  public static Optional<DeonticStatus> of(String word) {
    for (DeonticStatus status : values()) {
      if (status.word().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
