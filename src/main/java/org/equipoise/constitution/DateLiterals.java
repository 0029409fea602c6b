package org.equipoise.constitution;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.metering.PortableCalls;

/**
 * Dates and times that conditions are written with: {@code 2026-01-31} and {@code
 * 2026-01-31T10:00:00Z}, in UTC, and nothing else. Drools would read them in the zone and the
 * format of the machine, so they are made calls that parse them.
 */
final class DateLiterals {
  /** In code, whose texts are blank within their quotes. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?<![\\w$.])([A-Za-z_]\\w*)\\s*(?:(?:==|!=|<=|>=|<|>)\\s*|(?<=\\s)(?:not\\s+)?in\\s*\\(\\s*)((?:[\"'][^\"'\\n"
              + "]*[\"']\\s*,?\\s*)++)");

  private static final Pattern TEXT = Pattern.compile("([\"'])([^\"'\\n]*)\\1");
  private static final List<DateTimeFormatter> OTHER_SPELLINGS =
      List.of(
          other("d-MMM-yyyy"),
          other("d MMM yyyy"),
          other("MMM d, yyyy"),
          other("d.M.yyyy"),
          other("yyyy/M/d"),
          other("yyyy-M-d"),
          other("yyyyMMdd"));

  private DateLiterals() {}

  private static DateTimeFormatter other(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern.replace("yyyy", "uuuu"))
        .toFormatter(Locale.ENGLISH);
  }

  /**
   * A date or time of a condition.
   *
   * @param start of the literal with its quotes
   * @param type of the property that it is compared with
   */
  private record Literal(int start, int end, String text, Class<?> type) {}

  /** Reports the times in a rule's conditions that are spelt otherwise. */
  static void check(ParsedRule rule, FactTypes types, Problems problems) {
    for (Literal literal : literals(rule, types)) {
      if (!PortableCalls.isDate(literal.text())) {
        report(rule, literal.start(), literal.text(), problems);
      }
    }
  }

  /**
   * Reports a text, wherever the conditions of a rule hold it, as a date that is spelt otherwise.
   */
  static void report(ParsedRule rule, String date, Problems problems) {
    Matcher text =
        Pattern.compile("([\"'])" + Pattern.quote(date) + "\\1")
            .matcher(rule.file().text())
            .region(rule.text().headerEnd(), rule.text().conditionsEnd());
    while (text.find()) {
      report(rule, text.start(), date, problems);
    }
  }

  private static void report(ParsedRule rule, int at, String date, Problems problems) {
    problems.error(
        "wrong-date",
        rule.file(),
        at,
        rule.text().name(),
        "`" + SourceFile.shorten(date) + "` is not spelt as dates and times are here, in UTC",
        spelling(date)
            .map(it -> "write `\"" + it + "\"`")
            .orElse("write `\"2026-01-31\"` or `\"2026-01-31T10:00:00Z\"`"));
  }

  /** The calls that are compiled in place of the times in a rule's conditions. */
  static List<Edit> edits(ParsedRule rule, FactTypes types) {
    return literals(rule, types).stream()
        .map(
            it ->
                new Edit(
                    it.start(), it.end(), it.type().getName() + ".parse( \"" + asIn(it) + "\" )"))
        .toList();
  }

  private static Object asIn(Literal literal) {
    if (literal.type() == LocalDate.class) {
      return PortableCalls.evaluationUtilConvertDateLocal(literal.text());
    }
    return literal.type() == Instant.class
        ? PortableCalls.instant(literal.text())
        : PortableCalls.evaluationUtilConvertDateTimeLocal(literal.text());
  }

  /** A date in the one spelling, if it is clear what was meant. */
  static Optional<String> spelling(String date) {
    for (DateTimeFormatter spelling : OTHER_SPELLINGS) {
      try {
        return Optional.of(LocalDate.parse(date.strip(), spelling).toString());
      } catch (DateTimeParseException e) {
        // another spelling may be meant
      }
    }
    try {
      return Optional.of(
          DateTimeFormatter.ISO_DATE_TIME.parse(date.strip(), Instant::from).toString());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static List<Literal> literals(ParsedRule rule, FactTypes types) {
    List<Literal> literals = new ArrayList<>();
    SourceFile file = rule.file();
    for (PatternDescr pattern : Patterns.of(rule.descr().getLhs())) {
      for (BaseDescr constraint : pattern.getDescrs()) {
        int from = rule.offset() + constraint.getStartCharacter();
        int to = Math.min(rule.offset() + constraint.getEndCharacter() + 1, file.text().length());
        if (constraint.getStartCharacter() < 0 || to <= from) {
          continue;
        }
        Matcher comparison = COMPARISON.matcher(file.code()).region(from, to);
        comparison.useTransparentBounds(true);
        while (comparison.find()) {
          Class<?> type = types.timeOf(pattern.getObjectType(), comparison.group(1));
          if (type != null) {
            Matcher text = TEXT.matcher(file.text()).region(comparison.start(2), comparison.end(2));
            while (text.find()) {
              literals.add(new Literal(text.start(), text.end(), text.group(2), type));
            }
          }
        }
      }
    }
    literals.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return literals.stream().distinct().toList();
  }
}
