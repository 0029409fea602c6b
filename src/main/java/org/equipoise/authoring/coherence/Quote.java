package org.equipoise.authoring.coherence;

import java.util.Objects;
import org.equipoise.coherence.Sentence;

/**
 * A part of a text, and where it stands. Immutable.
 *
 * @param source whose text it is: {@code principle:ID}, {@code output:CASE/OUTPUT} or {@code
 *     judgment:ID}
 * @param whole the whole text
 * @param start the index of the part's first character in the text, from 0, in UTF-16 code units
 * @param end the index after its last character
 */
public record Quote(String source, String whole, int start, int end) {
  public Quote {
    Objects.requireNonNull(source, "source");
    Objects.checkFromToIndex(start, end, whole.length());
  }

  static Quote of(String source, String whole, Sentence part) {
    return new Quote(source, whole, part.start(), part.end());
  }

  /** The part, as it stands in the text. */
  public String text() {
    return whole.substring(start, end);
  }
}
