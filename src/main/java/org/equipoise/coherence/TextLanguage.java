package org.equipoise.coherence;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a text may be in one of the languages that a model reads, as far as its letters and small
 * words tell. Only what is surely in another language is told.
 */
final class TextLanguage {
  private static final Set<String> OF_OTHER_SCRIPTS =
      Set.of(
          "ar",
          "bg",
          "bn",
          "el",
          "fa",
          "he",
          "hi",
          "hy",
          "ja",
          "ka",
          "ko",
          "ml",
          "mr",
          "ne",
          "ru",
          "sr",
          "ta",
          "te",
          "th",
          "uk",
          "ur",
          "zh",
          "multilingual");
  private static final Set<String> ENGLISH =
      Set.of(
          "the", "a", "an", "of", "to", "and", "is", "are", "was", "were", "be", "it", "that",
          "this", "not", "you", "your", "i", "he", "she", "they", "we", "for", "on", "with", "as",
          "by", "at", "from", "or", "should", "must", "can", "will", "do", "does", "have", "has",
          "his", "her", "their", "what", "if", "my");

  /** Shorter texts may have none of a language's small words. */
  private static final int TELLING_WORDS = 12;

  private TextLanguage() {}

  /**
   * Returns false if a text is surely in no language of a model.
   *
   * @param languages as a card names them; none means that the model is not bound to any
   */
  static boolean isRead(List<String> languages, String text) {
    if (languages.isEmpty() || languages.stream().anyMatch(OF_OTHER_SCRIPTS::contains)) {
      return true;
    }
    long letters = text.codePoints().filter(Character::isLetter).count();
    long latin =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(it -> Character.UnicodeScript.of(it) == Character.UnicodeScript.LATIN)
            .count();
    if (2 * latin < letters) {
      return false;
    }
    if (!languages.equals(List.of("en"))) {
      return true;
    }
    List<String> words = NormText.words(text.toLowerCase(Locale.ROOT));
    return words.size() < TELLING_WORDS || words.stream().anyMatch(ENGLISH::contains);
  }
}
