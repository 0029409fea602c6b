package org.equipoise.constitution;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.reading.LiteralTest;

/** Literals of conditions that cannot mean what they seem to say. */
final class DoubtfulLiterals {
  /** In code, whose texts are blank within their quotes. */
  private static final Pattern SUBTRACTION =
      Pattern.compile("(?<![\\w.\"])\\d{4}-\\d{2}-\\d{2}(?![\\w.\"])");

  private static final Pattern OFFSET =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?[+-]\\d\\d:?\\d\\d");

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
    unknownDays(rule, problems);
    Matcher expression =
        EXPRESSION.matcher(file.text()).region(text.headerEnd(), text.conditionsEnd());
    while (expression.find()) {
      if (file.code().startsWith("matches", expression.start())) {
        check(rule, expression.start(1), expression.group(1), problems);
      }
    }
  }

  /** Warns of attributes that are ordered by a day that no calendar has, or by a local time. */
  private static void unknownDays(ParsedRule rule, Problems problems) {
    rule.reads()
        .attributes()
        .forEach(
            read ->
                read.tests().stream()
                    .filter(it -> it.isRelation() && "\"'".indexOf(it.literal().charAt(0)) >= 0)
                    .forEach(it -> unknownDay(rule, it, problems)));
  }

  private static void unknownDay(ParsedRule rule, LiteralTest test, Problems problems) {
    String date = String.valueOf(test.value());
    DateLiterals.lastOfMonth(date)
        .ifPresent(
            day ->
                problems.warning(
                    "wrong-date",
                    rule.file(),
                    rule.start(test.literalAt()),
                    rule.text().name(),
                    "there is no day `" + SourceFile.shorten(date) + "`",
                    "write `\"" + day + "\"`"));
    boolean isOrder = !test.sign().equals("==") && !test.sign().equals("!=");
    if (isOrder && OFFSET.matcher(date).matches()) {
      problems.warning(
          "wrong-date",
          rule.file(),
          rule.start(test.literalAt()),
          rule.text().name(),
          "`" + date + "` is ordered letter by letter, whatever its offset",
          "write it in UTC, `\""
              + DateLiterals.spelling(date).orElse("2026-01-31T10:00:00Z")
              + "\"`, and let"
              + " cases bring it so");
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
