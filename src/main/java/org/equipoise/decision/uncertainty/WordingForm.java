package org.equipoise.decision.uncertainty;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a user is told of uncertainty. A host may compare them with users of its own. */
public enum WordingForm {
  /** Nothing is told. */
  NONE,
  /** Numbers that the engine derived, for the kinds that have any; words for the others. */
  NUMBER,
  /** Words without numbers. */
  HEDGE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that options and ledgers use, for example {@code hedge}. */
  public String word() {
    return word;
  }

  /** Returns the form with this name, or empty if there is none. */
  public static Optional<WordingForm> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
