package org.equipoise.constitution;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.metering.PortableCalls;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times that conditions are written with: {@code 2026-01-31} and {@code
 * 2026-01-31T10:00:00Z}, in UTC, and nothing else. Drools would read them in the zone and the
 * format of the machine, so they are made calls that parse them.
 */
final class DateLiterals {
  private static final String SIGN = "(?:==|!=|<=|>=|<|>)\\s*";

  /** Closing brackets around a name that stands in brackets alone, not as an argument of a call. */
  private static final String BRACKETS =
      "(?:(?<=(?<![\\w$])[ ]?\\(\\s{0,9}(?:(?:this|\\$\\w{1,80})\\s{0,9}\\.\\s{0,9})?\\$?\\w{1,80}\\s{0,9})\\)+\\s*)?";

  private static final String LITERAL = "[\"'][^\"'\\n]*[\"']\\s*";

  /**
   * A property, or a variable and perhaps a property of it, and the texts that it is compared with;
   * in code, whose texts are blank within their quotes.
   */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?<![\\w$.])(?:(this|\\$\\w+)\\s*\\.\\s*)?(\\$?[A-Za-z_]\\w*)\\s*"
              + BRACKETS
              + ("(?:" + SIGN + "|(?<=\\s)(?:not\\s+)?in\\s*\\(\\s*)")
              + ("((?:(?:(?:&&|\\|\\|)\\s*" + SIGN + ")?" + LITERAL + ",?\\s*)++)"));

  /** The same the other way round. */
  private static final Pattern REVERSED =
      Pattern.compile(
          ("(" + LITERAL + ")" + SIGN)
              + "\\(*\\s*(?:(this|\\$\\w+)\\s*\\.\\s*)?(\\$?[A-Za-z_]\\w*)(?![\\w$]|\\s*[.(])");

  private static final Pattern BINDING =
      Pattern.compile(
          "\\s*(\\$?\\w+)\\s*:=?\\s*(?:this\\s*\\.\\s*)?([A-Za-z_]\\w*)\\s*(?![\\w$.(])");

  private static final Pattern DAY =
      Pattern.compile("(\\d{4})-(0[1-9]|1[0-2])-(\\d\\d)(?:[T ].*)?");

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[T ]?(\\d\\d:\\d\\d)(:\\d\\d(?:\\.\\d+)?)?\\s*(Z|UTC|GMT)?");

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
    Optional<String> day = lastOfMonth(date);
    problems.error(
        "wrong-date",
        rule.file(),
        at,
        rule.text().name(),
        day.isPresent()
            ? "there is no day `" + SourceFile.shorten(date) + "`"
            : "`" + SourceFile.shorten(date) + "` is not spelt as dates and times are here, in UTC",
        day.or(() -> spelling(date))
            .map(it -> "write `\"" + it + "\"`")
            .orElse("write `\"2026-01-31\"` or `\"2026-01-31T10:00:00Z\"`"));
  }

  /** The last day of the month, if a date is a later one of it that no calendar has. */
  static Optional<String> lastOfMonth(String date) {
    Matcher day = DAY.matcher(date.strip());
    if (!day.matches()) {
      return Optional.empty();
    }
    YearMonth month = YearMonth.of(Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)));
    return month.isValidDay(Integer.parseInt(day.group(3)))
        ? Optional.empty()
        : Optional.of(month.atEndOfMonth().toString());
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
    Matcher time = TIME.matcher(date.strip());
    if (time.matches()) {
      String seconds = time.group(3) == null ? ":00" : time.group(3);
      return instant(time.group(1) + "T" + time.group(2) + seconds + "Z");
    }
    try {
      return Optional.of(
          DateTimeFormatter.ISO_DATE_TIME.parse(date.strip(), Instant::from).toString());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> instant(String time) {
    try {
      return Optional.of(Instant.parse(time).toString()); // also 24:00:00
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static List<Literal> literals(ParsedRule rule, FactTypes types) {
    List<Literal> literals = new ArrayList<>();
    SourceFile file = rule.file();
    Map<String, Class<?>> variables = variables(rule, types);
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
          Class<?> type = time(comparison.group(1), comparison.group(2), pattern, variables, types);
          add(file, comparison.start(3), comparison.end(3), type, literals);
        }
        Matcher reversed = REVERSED.matcher(file.code()).region(from, to);
        reversed.useTransparentBounds(true);
        while (reversed.find()) {
          Class<?> type = time(reversed.group(2), reversed.group(3), pattern, variables, types);
          add(file, reversed.start(1), reversed.end(1), type, literals);
        }
      }
    }
    literals.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return literals.stream().distinct().toList();
  }

  /** The type of what is compared, if it is a time. */
  private static @Nullable Class<?> time(
      @Nullable String of,
      String name,
      PatternDescr pattern,
      Map<String, Class<?>> variables,
      FactTypes types) {
    if (of == null || of.equals("this")) {
      Class<?> own = types.timeOf(pattern.getObjectType(), name);
      return own == null && of == null ? variables.get(name) : own;
    }
    return variables.get(of + "." + name);
  }

  private static void add(
      SourceFile file, int from, int to, @Nullable Class<?> type, List<Literal> literals) {
    if (type != null) {
      Matcher text = TEXT.matcher(file.text()).region(from, to);
      while (text.find()) {
        literals.add(new Literal(text.start(), text.end(), text.group(2), type));
      }
    }
  }

  /** The variables that hold a time, and the times of what variables hold, as {@code $j.at}. */
  private static Map<String, Class<?>> variables(ParsedRule rule, FactTypes types) {
    Map<String, Class<?>> variables = new TreeMap<>();
    String code = rule.file().code();
    for (PatternDescr pattern : Patterns.of(rule.descr().getLhs())) {
      String type = pattern.getObjectType();
      Set<String> members = type == null ? null : types.members(type);
      if (members == null) {
        continue;
      }
      String fact = pattern.getIdentifier();
      for (String member : fact == null ? Set.<String>of() : members) {
        Class<?> time = types.timeOf(type, member);
        if (time != null) {
          variables.put(fact + "." + member, time);
        }
      }
      for (BaseDescr constraint : pattern.getDescrs()) {
        int from = rule.offset() + constraint.getStartCharacter();
        if (constraint.getStartCharacter() >= 0 && from < code.length()) {
          Matcher binding = BINDING.matcher(code).region(from, code.length());
          Class<?> time = binding.lookingAt() ? types.timeOf(type, binding.group(2)) : null;
          if (time != null) {
            variables.put(binding.group(1), time);
          }
        }
      }
    }
    return variables;
  }
}
