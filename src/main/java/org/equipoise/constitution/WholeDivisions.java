package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.reading.Span;
import org.jspecify.annotations.Nullable;

/**
 * Divisions of whole numbers whose fraction matters and is dropped: in conditions, unless a whole
 * number is compared so that it makes no difference; in consequences and functions, where a number
 * with a fraction is asked for.
 */
final class WholeDivisions {
  private static final Pattern BINDING =
      Pattern.compile(
          "([\\w$]+)\\s*:=?\\s*([A-Za-z_]\\w*|[\\w$.]*\\s*\\(?[^()\\n]*\\)?\\s*\\."
              + "\\s*(?:size|length)\\s*\\(\\s*\\))\\s*");

  private static final Pattern COUNT =
      Pattern.compile("([\\w$]+)\\s*:\\s*count(?:Distinct)?\\s*\\(");

  private static final Pattern LOCAL =
      Pattern.compile("(?<![\\w$.])(?:int|long|short|byte|Integer|Long)\\s+([a-z]\\w*)(?!\\s*\\()");

  /** Where a number with a fraction is asked for, up to the bracket or the end of the statement. */
  private static final Pattern FRACTION =
      Pattern.compile(
          "(?<![\\w$.])(?:(?:weight|support|undermine|encourage|discourage|discount)\\s*(\\()"
              + "|(?:double|float|Double|Float)\\s+\\w+\\s*=(?!=))");

  private static final Pattern RETURN = Pattern.compile("(?<![\\w$.])return(?![\\w$])");
  private static final Pattern FRACTIONAL_FUNCTION =
      Pattern.compile("function\\s+(?:double|float|Double|Float|Number)\\s");

  private final SourceFile file;
  private final String subject;
  private final FactTypes types;
  private final Problems problems;
  private final Map<String, String> typeOf = new HashMap<>();
  private final Map<Span, String> patterns = new HashMap<>();
  private final Set<String> whole = new HashSet<>();
  private final Set<String> counted = new HashSet<>();

  private WholeDivisions(SourceFile file, String subject, FactTypes types, Problems problems) {
    this.file = file;
    this.subject = subject;
    this.types = types;
    this.problems = problems;
  }

  /** Reports those of a rule. */
  static void check(ParsedRule rule, FactTypes types, Problems problems) {
    RuleText text = rule.text();
    String name = text.name();
    WholeDivisions divisions = new WholeDivisions(rule.file(), name, types, problems);
    divisions.bindings(rule);
    divisions.conditions(text.headerEnd(), text.conditionsEnd());
    text.consequences().forEach(it -> divisions.code(it.start(), it.end(), List.of()));
  }

  /** Reports those of a function. */
  static void checkFunction(
      SourceFile file, String name, int start, int end, FactTypes types, Problems problems) {
    WholeDivisions divisions = new WholeDivisions(file, name, types, problems);
    List<Span> fractions = new ArrayList<>();
    if (FRACTIONAL_FUNCTION.matcher(file.code()).region(start, end).lookingAt()) {
      Matcher returned = RETURN.matcher(file.code()).region(start, end);
      while (returned.find()) {
        fractions.add(new Span(returned.end(), statementEnd(file, returned.end(), end)));
      }
    }
    divisions.code(start, end, fractions);
  }

  /** Reports literals that come to something else than they read as, where no names are known. */
  static void checkLiterals(
      SourceFile file, @Nullable String subject, int start, int end, Problems problems) {
    WholeNumbers.read(file, subject, start, end, (path, at) -> false, problems);
  }

  private void bindings(ParsedRule rule) {
    for (PatternDescr pattern : Patterns.of(rule.descr().getLhs())) {
      String type = pattern.getObjectType();
      if (pattern.getIdentifier() != null) {
        typeOf.put(pattern.getIdentifier(), type);
      }
      for (BaseDescr constraint : pattern.getDescrs()) {
        int from = rule.offset() + constraint.getStartCharacter();
        int to = Math.min(rule.offset() + constraint.getEndCharacter() + 1, file.text().length());
        if (constraint.getStartCharacter() >= 0 && from < to) {
          patterns.put(new Span(from, to), type);
          Matcher binding = BINDING.matcher(file.code()).region(from, to);
          if (binding.matches()
              && (binding.group(2).endsWith(")") || isWhole(type, binding.group(2)))) {
            whole.add(binding.group(1));
          }
        }
      }
    }
    RuleText text = rule.text();
    Matcher count = COUNT.matcher(file.code()).region(text.headerEnd(), text.conditionsEnd());
    while (count.find()) {
      whole.add(count.group(1));
      counted.add(count.group(1));
    }
  }

  private boolean isWhole(@Nullable String type, String property) {
    return type != null && WholeNumbers.isWhole(types.fieldType(type, property));
  }

  private void conditions(int from, int to) {
    WholeNumbers.read(file, subject, from, to, this::isWholeInConditions, problems)
        .forEach(it -> warn(it, isOfCount(it)));
  }

  private boolean isWholeInConditions(List<String> path, int at) {
    String first = path.get(0);
    boolean ofThis = path.size() == 2 && first.equals("this");
    if (path.size() == 1 && whole.contains(first)) {
      return true;
    }
    if (path.size() == 2 && !ofThis) {
      return isWhole(typeOf.get(first), path.get(1));
    }
    return (path.size() == 1 || ofThis)
        && patterns.entrySet().stream()
            .anyMatch(
                it ->
                    it.getKey().start() <= at
                        && at < it.getKey().end()
                        && isWhole(it.getValue(), path.get(path.size() - 1)));
  }

  private void code(int from, int to, List<Span> returned) {
    Set<String> locals = new HashSet<>(whole);
    Matcher local = LOCAL.matcher(file.code()).region(from, to);
    while (local.find()) {
      locals.add(local.group(1));
    }
    List<Span> fractions = new ArrayList<>(returned);
    Matcher asked = FRACTION.matcher(file.code()).region(from, to);
    while (asked.find()) {
      int end =
          asked.group(1) == null
              ? statementEnd(file, asked.end(), to)
              : RuleText.closing(file.code(), asked.start(1), to);
      fractions.add(new Span(asked.end(), end));
    }
    WholeNumbers.Names names =
        (path, at) ->
            path.size() == 1
                ? locals.contains(path.get(0))
                : path.size() == 2 && isWhole(typeOf.get(path.get(0)), path.get(1));
    WholeNumbers.read(file, subject, from, to, names, problems).stream()
        .filter(it -> fractions.stream().anyMatch(f -> f.contains(new Span(it.start(), it.end()))))
        .forEach(it -> warn(it, false));
  }

  private static int statementEnd(SourceFile file, int from, int to) {
    int end = file.code().indexOf(';', from);
    return end < 0 || end > to ? to : end;
  }

  /** Whether it is of a count, which conditions can hand to no method that takes a number. */
  private boolean isOfCount(WholeNumbers.Division division) {
    String written = file.text().substring(division.start(), division.end());
    return counted.stream().anyMatch(written::contains);
  }

  private void warn(WholeNumbers.Division division, boolean isOfCount) {
    String text = file.text();
    String written = text.substring(division.start(), division.end());
    int literal = division.literal();
    String exact =
        literal < 0
            ? "1.0 * " + written
            : (text.substring(division.start(), literal)
                + text.substring(literal, division.end()).replaceFirst("\\d+", "$0.0"));
    String dividend =
        text.substring(division.start(), division.divisor()).replaceFirst("\\s*/\\s*$", "");
    problems.warning(
        "whole-division",
        file,
        division.start(),
        subject,
        "`"
            + SourceFile.shorten(written)
            + "` is worked out in whole numbers: its fraction is dropped",
        "write `"
            + exact
            + "`"
            + (isOfCount
                ? ""
                : ", or, where that is meant, `Math.floorDiv( "
                    + dividend
                    + ", "
                    + text.substring(division.divisor(), division.end())
                    + " )`"));
  }
}
