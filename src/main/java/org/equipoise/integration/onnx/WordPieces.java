package org.equipoise.integration.onnx;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts texts into the word pieces of BERT's vocabularies: first into words, after cleaning, and
 * then each word into the longest pieces that the vocabulary has. Names of special tokens in a text
 * are cut like any other characters, so no text can forge the border between two. Immutable.
 */
final class WordPieces {
  /**
   * What is done to a text before it is cut.
   *
   * @param isCleaned whether control characters are left out
   * @param isChineseCut whether each Chinese character is a word
   * @param isStripped whether accents are left out
   * @param isLowered whether it is put into lower case
   */
  record Cleaning(boolean isCleaned, boolean isChineseCut, boolean isStripped, boolean isLowered) {}

  private static final int DOTTED_I = 0x130;

  private final Map<String, Integer> vocabulary;
  private final Cleaning cleaning;
  private final String prefix;
  private final int unknown;
  private final int mostCharacters;

  /**
   * A cutter.
   *
   * @param prefix what the vocabulary writes before pieces that go on with a word
   * @param unknown the number of the token for words that the vocabulary does not have
   * @param mostCharacters how many characters a word has at most that is cut and not unknown
   */
  WordPieces(
      Map<String, Integer> vocabulary,
      Cleaning cleaning,
      String prefix,
      int unknown,
      int mostCharacters) {
    this.vocabulary = new HashMap<>(vocabulary);
    this.cleaning = cleaning;
    this.prefix = prefix;
    this.unknown = unknown;
    this.mostCharacters = mostCharacters;
  }

  int unknown() {
    return unknown;
  }

  /** Returns the numbers of the pieces of a text. */
  List<Integer> cut(String text) {
    List<Integer> ids = new ArrayList<>();
    for (String word : words(clean(text))) {
      cutWord(word, ids);
    }
    return ids;
  }

  private String clean(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (cleaning.isCleaned() && isDropped(c)) {
                return;
              }
              if (cleaning.isCleaned() && isSpace(c)) {
                out.append(' ');
              } else if (cleaning.isChineseCut() && isChinese(c)) {
                out.append(' ').appendCodePoint(c).append(' ');
              } else {
                out.appendCodePoint(c);
              }
            });
    String cleaned = out.toString();
    if (cleaning.isStripped()) {
      out.setLength(0);
      Normalizer.normalize(cleaned, Normalizer.Form.NFD)
          .codePoints()
          .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
          .forEach(out::appendCodePoint);
      cleaned = out.toString();
    }
    return cleaning.isLowered() ? lower(cleaned) : cleaned;
  }

  /** Character by character, unlike Java's, which looks at the neighbours of a sigma. */
  private static String lower(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == DOTTED_I) {
                out.append("i\u0307");
              } else {
                out.appendCodePoint(Character.toLowerCase(c));
              }
            });
    return out.toString();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isSpace(c)) {
                add(words, word);
              } else if (isPunctuation(c)) {
                add(words, word);
                words.add(Character.toString(c));
              } else {
                word.appendCodePoint(c);
              }
            });
    add(words, word);
    return words;
  }

  private static void add(List<String> words, StringBuilder word) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private void cutWord(String word, List<Integer> ids) {
    if (word.codePointCount(0, word.length()) > mostCharacters) {
      ids.add(unknown);
      return;
    }
    List<Integer> pieces = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      Integer id = null;
      while (end > start) {
        String piece = word.substring(start, end);
        id = vocabulary.get(start == 0 ? piece : prefix + piece);
        if (id != null) {
          break;
        }
        end = word.offsetByCodePoints(end, -1);
      }
      if (id == null) {
        ids.add(unknown);
        return;
      }
      pieces.add(id);
      start = end;
    }
    ids.addAll(pieces);
  }

  private static boolean isDropped(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return false;
    }
    int type = Character.getType(c);
    return c == 0
        || c == 0xfffd
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE;
  }

  private static boolean isSpace(int c) {
    return Character.isSpaceChar(c) || (c >= 0x09 && c <= 0x0d) || c == 0x85;
  }

  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return (c >= '!' && c <= '/')
          || (c >= ':' && c <= '@')
          || (c >= '[' && c <= '`')
          || (c >= '{' && c <= '~');
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isChinese(int c) {
    return (c >= 0x4e00 && c <= 0x9fff)
        || (c >= 0x3400 && c <= 0x4dbf)
        || (c >= 0x20000 && c <= 0x2a6df)
        || (c >= 0x2a700 && c <= 0x2b73f)
        || (c >= 0x2b740 && c <= 0x2b81f)
        || (c >= 0x2b920 && c <= 0x2ceaf)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0x2f800 && c <= 0x2fa1f);
  }
}
