package org.equipoise.constitution.internal.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.reading.Span;

/** What stands in a rule, word by word. */
final class Text {
  private static final int MAX_SHOWN_CHARS = 80;
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*+\"|[A-Za-z_$][\\w$]*|[\\d.]+|\\S",
          Pattern.DOTALL);

  private Text() {}

  /** A part of a rule on one line, not beyond all length. */
  static String shown(Anatomy rule, Span at) {
    String line = rule.text(at).replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_SHOWN_CHARS ? line : line.substring(0, MAX_SHOWN_CHARS) + "…";
  }

  /** The words and signs of a part, without comments, with variables renamed. */
  static List<String> words(Anatomy rule, Span at, Map<String, String> renamed) {
    List<String> words = new ArrayList<>();
    Matcher token = TOKEN.matcher(rule.text(at));
    while (token.find()) {
      String word = token.group();
      if (!word.startsWith("//") && !word.startsWith("/*")) {
        words.add(renamed.getOrDefault(word, word));
      }
    }
    return words;
  }
}
