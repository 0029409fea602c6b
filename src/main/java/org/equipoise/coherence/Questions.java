package org.equipoise.coherence;

import java.util.List;
import java.util.Objects;

/**
 * What two texts of a pair answer. The question of a text stands before it where it is the premise,
 * since an answer alone may not say what it is about. Immutable.
 *
 * @param ofPremise what the premise answers; empty if that is not known
 * @param ofHypothesis what the hypothesis answers; empty if that is not known
 */
public record Questions(String ofPremise, String ofHypothesis) {
  /** Nothing is known. */
  public static final Questions NONE = new Questions("", "");

  /** Longer questions would leave no room for the texts in what a model reads. */
  private static final int LONGEST = 200;

  public Questions {
    Objects.requireNonNull(ofPremise, "ofPremise");
    Objects.requireNonNull(ofHypothesis, "ofHypothesis");
  }

  /** Returns the same question for both texts. */
  public static Questions ofBoth(String question) {
    return new Questions(question, question);
  }

  /** Returns these as far as they are put before a text: their last sentences. */
  Questions shortened() {
    return new Questions(shortened(ofPremise), shortened(ofHypothesis));
  }

  private static String shortened(String question) {
    List<Sentence> sentences = Sentence.of(question);
    int end = sentences.isEmpty() ? 0 : sentences.get(sentences.size() - 1).end();
    return sentences.stream()
        .filter(it -> end - it.start() <= LONGEST)
        .findFirst()
        .map(it -> question.substring(it.start(), end))
        .orElse("");
  }
}
