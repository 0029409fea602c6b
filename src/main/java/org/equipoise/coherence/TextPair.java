package org.equipoise.coherence;

import java.util.Objects;

/**
 * Two texts, of which one is tested against the other. Immutable.
 *
 * @param premise what stands: a rule, an earlier text
 * @param hypothesis what is tested against it: an output, a later text
 */
public record TextPair(String premise, String hypothesis) {
  public TextPair {
    Objects.requireNonNull(premise, "premise");
    Objects.requireNonNull(hypothesis, "hypothesis");
  }

  /** Returns the pair with the texts in the other order. */
  public TextPair swapped() {
    return new TextPair(hypothesis, premise);
  }
}
