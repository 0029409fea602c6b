package org.equipoise.coherence;

import java.util.List;
import java.util.Objects;

/**
 * What a model of entailment is. Immutable.
 *
 * @param name its name
 * @param digest {@code sha256:} and the digest of its weights, or of its prompt and the id of the
 *     model that is asked
 * @param licence the licence of its weights; {@code unknown} where nothing states it
 * @param languages the languages that it reads, as {@code en}; empty if it is not bound to any
 * @param maxTokens how many tokens of a pair it reads, at least 1
 */
public record ModelCard(
    String name, String digest, String licence, List<String> languages, int maxTokens) {
  public ModelCard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(licence, "licence");
    languages = List.copyOf(languages);
    if (maxTokens < 1) {
      throw new IllegalArgumentException("a model reads at least 1 token, and not " + maxTokens);
    }
  }

  /**
   * Returns false if a text is surely in a language that the model does not read, as far as its
   * letters and small words tell.
   */
  public boolean reads(String text) {
    return TextLanguage.isRead(languages, text);
  }
}
