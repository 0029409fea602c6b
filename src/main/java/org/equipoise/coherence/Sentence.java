package org.equipoise.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A sentence of a text, and where it stands. Immutable.
 *
 * @param text the sentence as it stands in the text, without space around it
 * @param start the index of its first character in the text, from 0, in UTF-16 code units
 * @param end the index after its last character
 */
public record Sentence(String text, int start, int end) {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "etc", "e.g", "i.e", "cf", "no",
          "vol", "fig", "art", "sec", "approx", "inc", "ltd", "co", "corp", "u.s", "u.k", "a.m",
          "p.m", "gen", "col", "sgt", "rev", "hon", "al");
  private static final String ENDS = ".!?…。！？";
  private static final String WIDE_ENDS = "。！？";
  private static final String CLOSING = "\"')]}»”’*_`」』";

  public Sentence {
    Objects.requireNonNull(text, "text");
    if (start < 0 || end - start != text.length()) {
      throw new IllegalArgumentException("a sentence from " + start + " to " + end + ": " + text);
    }
  }

  /**
   * Cuts a text into sentences: after a full stop, question or exclamation mark that does not
   * belong to an abbreviation, a number or an initial, at an empty line, and before an item of a
   * list. What is left out between sentences is space alone. A text without letters or digits has
   * none.
   */
  public static List<Sentence> of(String text) {
    List<Sentence> sentences = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' && endsLine(text, at)) {
        add(sentences, text, start, at);
        start = at + 1;
      } else if (ENDS.indexOf(c) >= 0) {
        int after = afterEnd(text, at);
        if (isBoundary(text, start, at, after)) {
          add(sentences, text, start, after);
          start = after;
        }
        at = after;
        continue;
      }
      at++;
    }
    add(sentences, text, start, text.length());
    return List.copyOf(sentences);
  }

  private static void add(List<Sentence> sentences, String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    String sentence = text.substring(start, end);
    if (sentence.codePoints().anyMatch(Character::isLetterOrDigit)) {
      sentences.add(new Sentence(sentence, start, end));
    }
  }

  /** The index after the marks that end a sentence, and after quotes and brackets that close. */
  private static int afterEnd(String text, int at) {
    int after = at;
    while (after < text.length() && ENDS.indexOf(text.charAt(after)) >= 0) {
      after++;
    }
    while (after < text.length() && CLOSING.indexOf(text.charAt(after)) >= 0) {
      after++;
    }
    return after;
  }

  private static boolean isBoundary(String text, int start, int mark, int after) {
    if (WIDE_ENDS.indexOf(text.charAt(mark)) >= 0 || after == text.length()) {
      return true;
    }
    if (!isSpace(text.charAt(after))) {
      return false;
    }
    int next = after;
    while (next < text.length() && isSpace(text.charAt(next))) {
      next++;
    }
    if (next == text.length()) {
      return true;
    }
    if (Character.isLowerCase(text.codePointAt(next))) {
      return false;
    }
    return text.charAt(mark) != '.' || after - mark > 1 || !isAbbreviation(text, start, mark);
  }

  /** Whether the word before a full stop is one that a full stop belongs to. */
  private static boolean isAbbreviation(String text, int start, int mark) {
    int from = mark;
    while (from > start && !isSpace(text.charAt(from - 1))) {
      from--;
    }
    while (from < mark && !Character.isLetterOrDigit(text.charAt(from))) {
      from++;
    }
    String word = text.substring(from, mark);
    boolean isInitial =
        word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
    boolean isNumberOfItem =
        !word.isEmpty()
            && word.length() <= 3
            && word.chars().allMatch(it -> it >= '0' && it <= '9')
            && IntStream.range(start, from).allMatch(it -> isSpace(text.charAt(it)));
    return isInitial || isNumberOfItem || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Whether a new line ends the sentence: an empty line follows, a heading, or an item. */
  private static boolean endsLine(String text, int at) {
    int next = at + 1;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    if (next >= text.length()) {
      return true;
    }
    char c = text.charAt(next);
    if (c == '\n' || c == '\r' || c == '#' || c == '|' || c == '>') {
      return true;
    }
    if (c == '-' || c == '*' || c == '•' || c == '+') {
      return next + 1 < text.length() && isSpace(text.charAt(next + 1));
    }
    int digits = next;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits > next
        && digits + 1 < text.length()
        && (text.charAt(digits) == '.' || text.charAt(digits) == ')')
        && isSpace(text.charAt(digits + 1));
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == '\u00a0';
  }
}
