package org.equipoise.coherence.words;

import java.util.Comparator;
import java.util.Objects;
import org.equipoise.coherence.TextPair;

/**
 * A pair of texts, and what people said of it. Immutable.
 *
 * @param contradicts whether the hypothesis contradicts the premise
 */
public record LabelledPair(TextPair pair, boolean contradicts) {
  /** By premise, hypothesis and label, so that what is learned does not depend on the order. */
  static final Comparator<LabelledPair> ORDER =
      Comparator.comparing((LabelledPair it) -> it.pair().premise())
          .thenComparing(it -> it.pair().hypothesis())
          .thenComparing(LabelledPair::contradicts);

  public LabelledPair {
    Objects.requireNonNull(pair, "pair");
  }
}
