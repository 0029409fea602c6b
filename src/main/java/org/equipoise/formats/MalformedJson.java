package org.equipoise.formats;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Locale;
import org.equipoise.formats.internal.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a line that is no JSON: told from what the parser says, in its words for
 * programmers, and from what stands there.
 *
 * @param at the place in the line, from 0
 */
record MalformedJson(String code, int at, String message, @Nullable String hint) {

  /**
   * What is wrong where a parser gave up.
   *
   * @param offset where its current token starts
   */
  static MalformedJson of(IOException cause, char[] chars, int length, int offset) {
    boolean isAtEnd =
        cause instanceof JsonParseException cut
            && cut.getOriginalMessage().startsWith("Unexpected end-of-input");
    if (isAtEnd || cause instanceof JsonEOFException) {
      return new MalformedJson(
          "truncated",
          length,
          "the line ends before its object does",
          "an object stands on one line, from its `{` to its `}`");
    }
    if (cause instanceof StreamConstraintsException
        || !(cause instanceof JsonParseException parse)) {
      return notJson(offset, "this is more than can be read", null);
    }
    int at = Math.max(0, Math.min((int) parse.getLocation().getCharOffset(), length - 1));
    return new Place(chars, length, parse.getOriginalMessage()).at(at);
  }

  /** The whole character that stands at a place, to be shown. */
  static String sign(char[] chars, int length, int at) {
    int most = Character.charCount(Character.codePointAt(chars, at, length));
    return Quoted.of(new String(chars, at, Math.min(most, length - at)));
  }

  private static MalformedJson notJson(int at, String message, @Nullable String hint) {
    return new MalformedJson("not-json", at, message, hint);
  }

  /** Where a parser gave up, and what it said. */
  private static final class Place {
    private final char[] chars;
    private final int length;
    private final String said;

    Place(char[] chars, int length, String said) {
      this.chars = chars;
      this.length = length;
      this.said = said;
    }

    MalformedJson at(int given) {
      int at = given;
      if (said.startsWith("Illegal unquoted character")) {
        return notJson(
            at,
            "the control character " + Quoted.codePoint(chars[at]) + " stands in text as it is",
            String.format(Locale.ROOT, "write it as `\\u%04x`", (int) chars[at]));
      }
      if (said.contains("character escape")) {
        return notJson(
            at,
            "no escape goes on with " + sign(chars, length, at),
            "a backslash itself is written `\\\\`");
      }
      boolean isPastWord = said.startsWith("Non-standard") || said.contains("umeric value");
      int inWord = isPastWord && !isOfWord(chars[at]) && at > 0 ? at - 1 : at;
      if (isOfWord(chars[inWord])) {
        return badWord(inWord);
      }
      if (said.startsWith("Illegal character") && at > 0) {
        at--;
      }
      String found = sign(chars, length, at);
      int before = at - 1;
      while (before > 0 && JsonLine.isBlank(chars[before])) {
        before--;
      }
      boolean closes = chars[at] == '}' || chars[at] == ']';
      if (closes && chars[before] == ',') {
        return notJson(before, "nothing follows the comma", "leave it out");
      }
      if (chars[at] == '\'') {
        return notJson(at, "unexpected `'`", "text stands in double quotes");
      }
      return notJson(at, missingBefore(found), null);
    }

    /** A word or number where none, or another, belongs. */
    private MalformedJson badWord(int inside) {
      int from = inside;
      while (from > 0 && isOfWord(chars[from - 1])) {
        from--;
      }
      int to = inside + 1;
      while (to < length && isOfWord(chars[to])) {
        to++;
      }
      String word = new String(chars, from, to - from);
      boolean isSplit = from == inside;
      if (isSplit && said.contains("field name")) {
        return notJson(from, Quoted.of(word) + " is no field name", "put it in double quotes");
      }
      if (isSplit && (said.contains("comma") || said.contains("colon"))) {
        return notJson(from, missingBefore(Quoted.of(word)), null);
      }
      String hint =
          switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "infinity", "-infinity", "+infinity", "inf", "-inf" ->
                "a number must be finite; leave the field out if it is not known";
            case "true", "false", "null" -> "write `" + word.toLowerCase(Locale.ROOT) + "`";
            case "none", "nil", "undefined" -> "write `null`";
            default ->
                Character.isLetter(word.charAt(0))
                    ? "text stands in double quotes"
                    : "a number is written like `-1.5`";
          };
      return notJson(from, Quoted.of(word) + " is no JSON value", hint);
    }

    private String missingBefore(String found) {
      return said.contains("comma")
          ? "a comma is missing before " + found
          : said.contains("colon") ? "a colon is missing before " + found : "unexpected " + found;
    }

    private static boolean isOfWord(char c) {
      return Character.isLetterOrDigit(c) || c == '_' || c == '+' || c == '-' || c == '.';
    }
  }
}
