package org.equipoise.constitution;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.equipoise.constitution.DrlFile.ParsedRule;

/** Literals of conditions that cannot mean what they seem to say. */
final class DoubtfulLiterals {
  /** In code, whose texts are blank within their quotes. */
  private static final Pattern SUBTRACTION =
      Pattern.compile("(?<![\\w.\"])\\d{4}-\\d{2}-\\d{2}(?![\\w.\"])");

  private static final Pattern EXPRESSION =
      Pattern.compile("\\bmatches\\s+\"((?:[^\"\\\\\\n]|\\\\.)*+)\"");

  private DoubtfulLiterals() {}

  /** Reports dates without quotes, and regular expressions that are none. */
  static void check(ParsedRule rule, Problems problems) {
    SourceFile file = rule.file();
    RuleText text = rule.text();
    Matcher date = SUBTRACTION.matcher(file.code()).region(text.headerEnd(), text.conditionsEnd());
    while (date.find()) {
      problems.error(
          "wrong-condition",
          file,
          date.start(),
          text.name(),
          "`" + date.group() + "` is a subtraction",
          "a date stands in quotes: write `\"" + date.group() + "\"`");
    }
    Matcher expression =
        EXPRESSION.matcher(file.text()).region(text.headerEnd(), text.conditionsEnd());
    while (expression.find()) {
      if (file.code().startsWith("matches", expression.start())) {
        check(rule, expression.start(1), expression.group(1), problems);
      }
    }
  }

  private static void check(ParsedRule rule, int start, String written, Problems problems) {
    try {
      Pattern.compile(written.replace("\\\\", "\\"));
    } catch (PatternSyntaxException e) {
      problems.error(
          "wrong-condition",
          rule.file(),
          start - 1,
          rule.text().name(),
          "`"
              + SourceFile.shorten(written)
              + "` is no regular expression: "
              + e.getDescription().toLowerCase(Locale.ROOT),
          "a sign that stands for itself is written with `\\\\` before it, such as `\\\\[`");
    }
  }
}
