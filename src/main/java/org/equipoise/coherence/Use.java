package org.equipoise.coherence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What two texts are to each other, for which a model is calibrated. */
public enum Use {
  /** A principle's sentence, and what a model said. */
  RULE_AGAINST_OUTPUT,
  /** Two things that one author said. */
  OUTPUT_AGAINST_OUTPUT,
  /** The reason of a judgment, and a principle's sentence or another reason. */
  REASON_AGAINST_REASON;

  /** The word for it in files: {@code rule-against-output}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The use with such a word; empty if there is none. */
  public static Optional<Use> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** Whether both texts are tested against the other: contradiction has no direction. */
  boolean isSymmetric() {
    return this != RULE_AGAINST_OUTPUT;
  }
}
