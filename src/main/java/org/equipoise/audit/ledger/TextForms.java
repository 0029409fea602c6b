package org.equipoise.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which one text may be written, for the search for masked values. */
final class TextForms {
  /** A text may be escaped within a text that is escaped. */
  private static final int MAX_ESCAPES = 3;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}]+");
  private static final Pattern SPACE = Pattern.compile("[\\s\\h]+");
  private static final Pattern JSON_ESCAPE =
      Pattern.compile("\\\\(?:u+([0-9a-fA-F]{4})|([\"'\\\\/bfnrt]))");
  private static final Pattern URL_ESCAPE = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
  private static final Pattern HTML_ESCAPE =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));");
  private static final Pattern HTML_LETTER =
      Pattern.compile("([A-Za-z])(?:uml|acute|grave|circ|tilde|cedil|ring|caron)");
  private static final Map<String, String> HTML_NAMES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("szlig", "ß"),
          Map.entry("aelig", "æ"),
          Map.entry("AElig", "Æ"),
          Map.entry("oslash", "ø"),
          Map.entry("Oslash", "Ø"));

  private TextForms() {}

  /**
   * Returns a text without differences in capitals, accents, normal form, white space, script of
   * digits, and without characters that nobody sees.
   */
  static String fold(String text) {
    if (!isAscii(text)) {
      return foldAny(text);
    }
    String folded = lower(text);
    return hasOddSpace(folded) ? SPACE.matcher(folded).replaceAll(" ") : folded;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether there is space in ASCII other than one blank between others. */
  private static boolean hasOddSpace(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c == ' ' && i > 0 && text.charAt(i - 1) == ' ')) {
        return true;
      }
    }
    return false;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String foldAny(String text) {
    String parted = Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(parted.length());
    boolean isInSpace = false;
    for (int i = 0; i < parted.length(); ) {
      int c = parted.codePointAt(i);
      i += Character.charCount(c);
      boolean isSpace = isSpace(c);
      if (isSpace && !isInSpace) {
        folded.append(' ');
      } else if (!isSpace && isInvisible(c)) {
        continue; // and what it stands between belongs together
      } else if (!isSpace) {
        folded.appendCodePoint(
            Character.isDigit(c) ? '0' + Character.digit(c, 10) : Character.toLowerCase(c));
      }
      isInSpace = isSpace;
    }
    return folded.toString();
  }

  /** Returns whether a character is one of {@code [\\s\\h]}. */
  private static boolean isSpace(int c) {
    return (c >= '\t' && c <= '\r')
        || (Character.getType(c) == Character.SPACE_SEPARATOR && c != '\u180e');
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }

  /** Returns a text without accents and characters that nobody sees. */
  static String bare(String text) {
    if (isAscii(text)) {
      return text;
    }
    String parted = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return INVISIBLE.matcher(parted).replaceAll("");
  }

  /** Returns a text, and what it is read as where it is escaped for JSON, URLs or HTML. */
  static Set<String> readings(String text) {
    if (text.indexOf('\\') < 0 && text.indexOf('%') < 0 && text.indexOf('&') < 0) {
      return Set.of(text);
    }
    Set<String> found = new LinkedHashSet<>(Set.of(text));
    String read = text;
    for (int i = 0; i < MAX_ESCAPES; i++) {
      read = fromHtml(fromUrl(fromJson(read)));
      found.add(read);
    }
    return found;
  }

  private static String fromJson(String text) {
    return replaced(
        JSON_ESCAPE,
        text,
        it -> {
          if (it.group(1) != null) {
            return Character.toString((char) Integer.parseInt(it.group(1), 16));
          }
          int control = "bfnrt".indexOf(it.group(2));
          return control < 0 ? it.group(2) : " ";
        });
  }

  private static String fromUrl(String text) {
    return replaced(
        URL_ESCAPE,
        text,
        it ->
            new String(
                HexFormat.of().parseHex(it.group().replace("%", "")), StandardCharsets.UTF_8));
  }

  private static String fromHtml(String text) {
    return replaced(
        HTML_ESCAPE,
        text,
        it -> {
          if (it.group(3) != null) {
            Matcher letter = HTML_LETTER.matcher(it.group(3));
            return letter.matches()
                ? letter.group(1)
                : HTML_NAMES.getOrDefault(it.group(3), it.group());
          }
          int point =
              it.group(1) != null
                  ? Integer.parseInt(it.group(1))
                  : Integer.parseInt(it.group(2), 16);
          return Character.isValidCodePoint(point) ? Character.toString(point) : it.group();
        });
  }

  private static String replaced(Pattern escape, String text, Function<MatchResult, String> by) {
    return escape.matcher(text).replaceAll(it -> Matcher.quoteReplacement(by.apply(it)));
  }
}
