package org.equipoise.constitution.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, number, text or sign of a rule.
 *
 * @param text as it is written, a text with its quotes
 * @param start its offset, from 0
 */
public record Token(Kind kind, String text, int start) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<skipped>\\s+|//[^\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<text>\"(?:[^\"\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\n]|\\\\.)*+')"
              + "|(?<number>\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?(?:[lLdDfFBI](?![\\w$]))?)"
              + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<sign>==|!=|<=|>=|&&|\\|\\||(?s:.))");

  /** What sort of token it is. */
  public enum Kind {
    TEXT,
    NUMBER,
    WORD,
    SIGN
  }

  /** The tokens of a text in the rule language, without blanks and comments. */
  public static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher next = TOKEN.matcher(text);
    while (next.find()) {
      if (next.group("skipped") == null) {
        tokens.add(new Token(kind(next), next.group(), next.start()));
      }
    }
    return tokens;
  }

  private static Kind kind(Matcher found) {
    if (found.group("text") != null) {
      return Kind.TEXT;
    }
    if (found.group("number") != null) {
      return Kind.NUMBER;
    }
    return found.group("word") != null ? Kind.WORD : Kind.SIGN;
  }

  /** Whether it is written like this. */
  public boolean is(String other) {
    return text.equals(other);
  }

  /** The offset after it. */
  public int end() {
    return start + text.length();
  }
}
