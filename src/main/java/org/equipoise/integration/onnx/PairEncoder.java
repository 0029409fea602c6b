package org.equipoise.integration.onnx;

import java.util.List;
import org.equipoise.coherence.TextPair;

/** Makes the numbers that a model reads of the texts that people read. */
interface PairEncoder extends AutoCloseable {
  /**
   * A pair as a model reads it. Immutable but for the lists, which nobody changes.
   *
   * @param ids a number for each token
   * @param types for each token, 0 if it is of the first text, and 1 of the second
   * @param isCut whether tokens were left out so that the pair fits
   * @param unknown the share of the tokens of the texts that the vocabulary does not have
   */
  record Encoding(List<Integer> ids, List<Integer> types, boolean isCut, double unknown) {}

  Encoding encode(TextPair pair);

  @Override
  default void close() {}

  /**
   * How many tokens of two texts are kept so that both fit: the longer one is cut first, as the
   * strategy {@code longest_first} of Hugging Face's tokenizers does.
   *
   * @param most how many tokens fit
   */
  static List<Integer> kept(int first, int second, int most) {
    if (first + second <= most) {
      return List.of(first, second);
    }
    int shorter = Math.min(first, second);
    int longer = shorter > most ? shorter : Math.max(shorter, most - shorter);
    if (shorter + longer > most) {
      shorter = most / 2;
      longer = shorter + most % 2;
    }
    return first > second ? List.of(longer, shorter) : List.of(shorter, longer);
  }
}
