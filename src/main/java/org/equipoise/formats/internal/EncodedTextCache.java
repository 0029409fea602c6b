package org.equipoise.formats.internal;

import org.jspecify.annotations.Nullable;

/**
 * How texts are spelled in canonical JSON that were spelled of late; they are known by the object
 * that they are, not by their signs. Not safe for several threads.
 */
public final class EncodedTextCache {
  private static final int MAX_TEXTS = 256;
  private static final int MAX_CHARS = 256;

  private final @Nullable String[] words = new String[MAX_TEXTS];
  private final @Nullable String[] texts = new String[MAX_TEXTS];
  private final byte[][] spelled = new byte[MAX_TEXTS][];
  private final CanonicalJson json = new CanonicalJson();

  boolean isTooLong(String text) {
    return text.length() > MAX_CHARS;
  }

  /**
   * A word and a text as one, with a colon between, or the text alone.
   *
   * @param word empty if there is none
   */
  @SuppressWarnings("ReferenceEquality") // to compare the signs would take as long as to spell them
  byte[] of(String word, String text) {
    int place = (text.hashCode() + word.length()) & (MAX_TEXTS - 1);
    if (texts[place] != text || words[place] != word) {
      json.clear();
      spelled[place] = (word.isEmpty() ? json.string(text) : json.string(word, text)).toBytes();
      texts[place] = text;
      words[place] = word;
    }
    return spelled[place];
  }
}
