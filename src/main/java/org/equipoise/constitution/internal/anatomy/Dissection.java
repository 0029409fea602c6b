package org.equipoise.constitution.internal.anatomy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.internal.anatomy.Anatomy.Call;
import org.equipoise.constitution.internal.anatomy.Comparison.Operator;
import org.equipoise.constitution.internal.anatomy.Condition.Opaque;
import org.equipoise.constitution.internal.anatomy.Condition.Polarity;
import org.equipoise.constitution.internal.anatomy.Condition.Test;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.MaskedCode;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.language.Word;
import org.jspecify.annotations.Nullable;

/**
 * Takes a rule's text apart. The compiler has accepted it, so brackets and quotes pair; whatever is
 * not understood becomes one opaque condition.
 */
final class Dissection {
  private static final Pattern WHEN = Pattern.compile("(?<![\\w$.])when(?![\\w$])");
  private static final Pattern THEN =
      Pattern.compile("(?<![\\w$.])then(?![\\w$])(?:\\s*\\[\\s*\\w+\\s*\\])?");
  private static final Pattern BINDING =
      Pattern.compile("(?<![\\w$])([A-Za-z_$][\\w$]*)\\s*:=?(?!:)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_$][\\w$.]*");
  private static final Pattern HEAD =
      Pattern.compile("(?:([A-Za-z_$][\\w$]*)\\s*:=?\\s*)?([A-Za-z_][\\w.]*)\\s*(?=\\()");
  private static final Pattern CALL =
      Pattern.compile(
          "(?<![\\w$.])("
              + Word.ofAuthors().stream().map(Word::word).collect(Collectors.joining("|"))
              + ")\\s*(?=\\()");

  private final DefinedRule rule;
  private final String code;
  private final List<Condition> conditions = new ArrayList<>();
  private boolean isConjunction = true;

  Dissection(DefinedRule rule) {
    this.rule = rule;
    this.code = MaskedCode.of(rule.text()).code();
  }

  Anatomy anatomy() {
    Matcher then = THEN.matcher(code);
    boolean hasThen = then.find();
    int thenStart = hasThen ? then.start() : code.length();
    int consequence = hasThen ? then.end() : code.length();
    Matcher when = WHEN.matcher(code).region(0, thenStart);
    if (when.find()) {
      conditions(when.end(), thenStart);
    }
    int last = code.endsWith("end") ? code.length() - 3 : code.length();
    List<Call> calls = calls(consequence, last);
    return new Anatomy(
        rule, List.copyOf(conditions), isConjunction, calls, isPlain(calls, consequence, last));
  }

  private void conditions(int from, int to) {
    int at = next(from, to);
    while (at < to) {
      int end = condition(at, to);
      at = next(end, to);
      if (code.startsWith("from", at) || code.startsWith("over", at)) {
        Condition last = conditions.remove(conditions.size() - 1);
        end = source(at, to);
        conditions.add(opaque(last.at().start(), end));
        at = next(end, to);
      }
    }
  }

  /** Reads one condition; yields the offset after it. */
  private int condition(int at, int to) {
    Matcher word = WORD.matcher(code).region(at, to);
    String first = word.lookingAt() ? word.group() : "";
    switch (first) {
      case "and" -> {
        return word.end();
      }
      case "not", "exists" -> {
        return quantified(
            at, next(word.end(), to), to, first.equals("not") ? Polarity.NOT : Polarity.EXISTS);
      }
      case "forall", "eval", "accumulate", "acc" -> {
        int open = code.indexOf('(', at);
        return add(opaque(at, open < 0 || open > to ? to : closing(open) + 1));
      }
      default -> {
        if (code.startsWith("&&", at)) {
          return at + 2;
        }
        if (code.startsWith("(", at)) {
          return add(opaque(at, closing(at) + 1));
        }
        Condition pattern =
            Set.of("or", "if", "else", "do").contains(first)
                ? null
                : pattern(at, at, to, Polarity.SHOWN);
        if (pattern == null) {
          isConjunction = false;
          return add(opaque(at, to));
        }
        return add(pattern);
      }
    }
  }

  private int add(Condition condition) {
    conditions.add(condition);
    return condition.at().end();
  }

  private int quantified(int start, int at, int to, Polarity polarity) {
    if (!code.startsWith("(", at)) {
      Condition pattern = pattern(start, at, to, polarity);
      if (pattern == null) {
        isConjunction = false;
        return add(opaque(start, to));
      }
      return add(pattern);
    }
    int close = closing(at);
    Condition inside = pattern(start, next(at + 1, close), close, polarity);
    if (inside instanceof Condition.Pattern only && next(only.at().end(), close) == close) {
      return add(
          new Condition.Pattern(
              new Span(start, close + 1),
              polarity,
              only.variable(),
              only.type(),
              only.typeAt(),
              only.testsAt(),
              only.tests(),
              only.binds()));
    }
    return add(opaque(start, close + 1));
  }

  private Opaque opaque(int from, int to) {
    int end = to;
    while (end > from && Character.isWhitespace(code.charAt(end - 1))) {
      end--;
    }
    return new Opaque(new Span(from, end), bindings(from, end));
  }

  private Set<String> bindings(int from, int to) {
    Set<String> names = new TreeSet<>();
    Matcher binding = BINDING.matcher(code).region(from, to);
    while (binding.find()) {
      names.add(binding.group(1));
    }
    return names;
  }

  /** The end of what a pattern's facts are taken from. */
  private int source(int from, int to) {
    int at = next(from + 4, to);
    while (at < to) {
      Matcher word = WORD.matcher(code).region(at, to);
      int end = word.lookingAt() ? word.end() : at;
      int open = next(end, to);
      if (open < to && (code.charAt(open) == '(' || code.charAt(open) == '[')) {
        end = closing(open) + 1;
      }
      if (end == at) {
        break;
      }
      at = end;
      if (at >= to || code.charAt(at) != '.') {
        break;
      }
      at++;
    }
    return at;
  }

  private Condition.@Nullable Pattern pattern(int start, int at, int to, Polarity polarity) {
    Matcher head = HEAD.matcher(code).region(at, to);
    head.useTransparentBounds(true);
    if (!head.lookingAt()) {
      return null;
    }
    int open = head.end();
    int close = closing(open);
    List<Test> tests = new ArrayList<>();
    for (Span part : split(open + 1, close, ",;")) {
      boolean isAlternative = !split(part.start(), part.end(), "|").get(0).equals(part);
      for (Span each : isAlternative ? List.of(part) : split(part.start(), part.end(), "&")) {
        test(each, tests);
      }
    }
    return new Condition.Pattern(
        new Span(start, close + 1),
        polarity,
        head.group(1),
        head.group(2),
        new Span(head.start(2), head.end(2)),
        new Span(open + 1, close),
        List.copyOf(tests),
        bindings(at, close));
  }

  private void test(Span at, List<Test> tests) {
    if (at.start() == at.end()) {
      return;
    }
    Matcher binding = BINDING.matcher(code).region(at.start(), at.end());
    int from = binding.lookingAt() ? next(binding.end(), at.end()) : at.start();
    Span expression = new Span(from, at.end());
    Comparison found = comparison(expression);
    boolean isTested = found != null || from == at.start() || isTest(expression);
    tests.add(new Test(at, expression, found, bindings(at.start(), at.end()), !isTested));
  }

  /** Whether a bound expression is more than a value: a comparison of some sort. */
  private boolean isTest(Span expression) {
    String plain = code.substring(expression.start(), expression.end());
    return Pattern.compile("[=!<>]=|[<>]|\\b(?:in|not|contains|memberOf|matches|str|soundslike)\\b")
        .matcher(plain)
        .find();
  }

  /** What an expression says, if it is one comparison with a literal on its right; or null. */
  private @Nullable Comparison comparison(Span expression) {
    for (ValueRead read : rule.reads().values()) {
      for (LiteralTest test : read.tests()) {
        Operator operator = test.at().equals(expression) ? operator(test) : null;
        boolean isOfNone = read.wanted() != null && test.value() == null; // so is another kind
        if (operator != null && !isOfNone) {
          return new Comparison(
              read.isAttribute(),
              read.name(),
              operator,
              test.value(),
              test.signAt(),
              test.literalAt());
        }
      }
    }
    return null;
  }

  private static @Nullable Operator operator(LiteralTest test) {
    if (test.isMirrored()) {
      return null;
    }
    return switch (test.sign()) {
      case "==" -> Operator.EQUAL;
      case "!=" -> Operator.UNEQUAL;
      case "<" -> Operator.LESS;
      case "<=" -> Operator.AT_MOST;
      case ">" -> Operator.MORE;
      case ">=" -> Operator.AT_LEAST;
      case "contains" -> test.isNegated() ? Operator.NOT_CONTAINS : Operator.CONTAINS;
      case "excludes" -> test.isNegated() ? null : Operator.NOT_CONTAINS;
      default -> null;
    };
  }

  private List<Call> calls(int from, int to) {
    List<Call> calls = new ArrayList<>();
    Matcher word = CALL.matcher(code).region(Math.min(from, to), to);
    word.useTransparentBounds(true);
    while (word.find()) {
      int close = closing(word.end());
      List<Span> arguments =
          split(word.end() + 1, close, ",").stream().filter(it -> it.start() < it.end()).toList();
      calls.add(
          new Call(
              word.group(1),
              new Span(word.start(), Math.min(close + 1, to)),
              new Span(word.start(1), word.end(1)),
              arguments));
    }
    return List.copyOf(calls);
  }

  private boolean isPlain(List<Call> calls, int from, int to) {
    StringBuilder rest = new StringBuilder(code.substring(Math.min(from, to), to));
    Set<Span> places = new LinkedHashSet<>();
    calls.forEach(it -> places.add(it.at()));
    for (Span at : places) {
      for (int i = at.start(); i < at.end(); i++) {
        rest.setCharAt(i - from, ' ');
      }
    }
    return rest.chars().allMatch(it -> Character.isWhitespace(it) || it == ';');
  }

  /** The parts between separators that stand in no bracket, without blanks around them. */
  private List<Span> split(int from, int to, String separators) {
    List<Span> parts = new ArrayList<>();
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || separators.indexOf(code.charAt(i)) >= 0) {
        parts.add(trimmed(start, i));
        boolean isDoubled = i + 1 < to && code.charAt(i + 1) == code.charAt(i);
        i += isDoubled ? 1 : 0;
        start = i + 1;
      } else if ("([{".indexOf(code.charAt(i)) >= 0) {
        i = closing(i);
      }
    }
    return parts;
  }

  private Span trimmed(int from, int to) {
    int start = next(from, to);
    int end = to;
    while (end > start && Character.isWhitespace(code.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end);
  }

  private int next(int from, int to) {
    int at = from;
    while (at < to && (Character.isWhitespace(code.charAt(at)) || code.charAt(at) == ';')) {
      at++;
    }
    return at;
  }

  /** The offset of the bracket that closes the one at an offset. */
  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < code.length(); i++) {
      char c = code.charAt(i);
      if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0 && --depth == 0) {
        return i;
      }
    }
    return code.length() - 1;
  }
}
