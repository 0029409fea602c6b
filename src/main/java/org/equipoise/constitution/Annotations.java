package org.equipoise.constitution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.language.Levels;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.equipoise.language.Theory;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of itself between its name and its conditions: {@code @Principle( weight = 0.8,
 * level = "root" )} or {@code @Theory(…)}, {@code @Entrenched}, {@code @Says("…")},
 * {@code @Tags("…", "…")}, {@code @Source("…")}, {@code @From("2026-01-01")},
 * {@code @Until("2026-12-31")} and {@code @Owner("…")}.
 */
final class Annotations {
  private static final Set<String> KNOWN =
      new TreeSet<>(
          List.of(
              "Principle",
              "Theory",
              "Entrenched",
              "Says",
              "Tags",
              "Source",
              "Except",
              "LiftableBy",
              "Default",
              "From",
              "Until",
              "Owner"));
  private static final Pattern NAME = Pattern.compile("@\\s*([\\w.]+)");
  private static final Pattern STRING =
      Pattern.compile("\"([^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+)\"");
  private static final Pattern LIFTED_BY =
      Pattern.compile("\\s*+liftedBy\\s*+=\\s*+\"([^\"\\\\\\n]++)\"\\s*+");
  private static final Pattern QUOTIENT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(?:%|/\\s*(\\d{1,9}(?:\\.\\d{1,9})?))");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:\\d++(?:\\.\\d++)?|\\.\\d++)(?:[eE][+-]?\\d++)?");
  private static final Pattern ARGUMENT =
      Pattern.compile("\\s*(?:(\\w++)\\s*+=)?\\s*+((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^,\"])*+)");
  private static final List<String> PARTS = List.of("weight", "level");
  private static final double MIN_WEIGHT = 1e-9;
  private static final int YEAR_MONTH_DAY = 10;

  private final SourceFile file;
  private final RuleText text;
  private final @Nullable Levels levels;
  private final @Nullable String lowest;
  private final Problems problems;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private boolean anyUnknown;

  private record Found(String name, int offset, @Nullable String arguments, int argumentsOffset) {}

  private Annotations(SourceFile file, RuleText text, @Nullable Levels levels, Problems problems) {
    this.file = file;
    this.text = text;
    this.levels = levels;
    this.lowest = levels == null ? null : levels.lowest();
    this.problems = problems;
  }

  /** What the annotations of a rule say. */
  record Head(Rule rule, Term term) {}

  /**
   * The rule's metadata; with a problem reported, a stand-in that lets later checks go on.
   *
   * @param levels null if it is not known which are declared
   */
  static Head read(SourceFile file, RuleText text, @Nullable Levels levels, Problems problems) {
    Annotations annotations = new Annotations(file, text, levels, problems);
    annotations.scan();
    return new Head(annotations.rule(), annotations.term());
  }

  private Term term() {
    LocalDate from = day("From");
    LocalDate until = day("Until");
    if (from != null && until != null && from.isAfter(until)) {
      problem(
          "empty-term",
          Objects.requireNonNull(found.get("Until")).offset(),
          "the rule ends on " + until + ", before it begins on " + from,
          "exchange the days, or drop the rule");
    }
    return new Term(from, until, string("Owner"));
  }

  private @Nullable LocalDate day(String annotation) {
    String written = string(annotation);
    if (written == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(written);
      if (written.length() == YEAR_MONTH_DAY) {
        return day;
      }
    } catch (DateTimeParseException e) {
      // reported below, as any other spelling
    }
    problem(
        "wrong-date",
        Objects.requireNonNull(found.get(annotation)).offset(),
        "`"
            + SourceFile.shorten(written)
            + "` in `@"
            + annotation
            + "` is no day as days are spelt here, in UTC",
        DateLiterals.spelling(written)
            .filter(it -> it.length() == YEAR_MONTH_DAY)
            .map(it -> "write `@" + annotation + "( \"" + it + "\" )`")
            .orElse("write `@" + annotation + "( \"2026-12-31\" )`"));
    return null;
  }

  /** The texts of an annotation of a rule, by its own text; none if it lacks the annotation. */
  static List<String> texts(String rule, String annotation) {
    if (!rule.contains(annotation)) {
      return List.of();
    }
    SourceFile file = new SourceFile("", "", rule);
    return RuleText.of(file, 0, rule.length())
        .map(
            text -> {
              Annotations annotations = new Annotations(file, text, null, new Problems());
              annotations.scan();
              return annotations.strings(annotation);
            })
        .orElse(List.of());
  }

  private void scan() {
    Matcher names = NAME.matcher(file.code()).region(text.nameEnd(), text.headerEnd());
    int from = text.nameEnd();
    while (names.find()) {
      if (names.start() < from) {
        continue; // inside the arguments of the one before
      }
      int open = names.end();
      while (open < text.headerEnd() && Character.isWhitespace(file.code().charAt(open))) {
        open++;
      }
      String arguments = null;
      from = names.end();
      if (open < text.headerEnd() && file.code().charAt(open) == '(') {
        int close = RuleText.closing(file.code(), open);
        from = Math.min(close, text.headerEnd());
        arguments = file.text().substring(open + 1, from);
      }
      add(new Found(names.group(1), names.start(), arguments, open + 1));
    }
  }

  private void add(Found annotation) {
    if (!KNOWN.contains(annotation.name())) {
      anyUnknown = true;
      String near = Suggestion.didYouMean(annotation.name(), KNOWN);
      problem(
          "unknown-annotation",
          annotation.offset(),
          "the annotation `@" + annotation.name() + "` is not known",
          near != null
              ? near.replace("`" + nearest(near), "`@" + nearest(near))
              : "known are @" + String.join(", @", KNOWN));
    } else if (found.putIfAbsent(annotation.name(), annotation) != null) {
      problem(
          "repeated-annotation",
          annotation.offset(),
          "the rule has two annotations `@" + annotation.name() + "`",
          "keep one");
    }
  }

  private static String nearest(String hint) {
    return hint.substring(hint.indexOf('`') + 1, hint.lastIndexOf('`'));
  }

  private Rule rule() {
    Found principle = found.get("Principle");
    Found theory = found.get("Theory");
    if (principle != null && theory != null) {
      problem(
          "both-annotations",
          Math.max(principle.offset(), theory.offset()),
          "the rule is annotated as a principle and as a theory",
          "a general norm is a `@Principle`; what supports, undermines or constrains is a `@Theory`");
    }
    Found kind = principle != null ? principle : theory;
    Standing standing = new Standing(1, lowest);
    if (kind == null) {
      if (!found.isEmpty() || !anyUnknown) {
        problem(
            "no-annotation",
            text.nameStart(),
            "the rule is neither a principle nor a theory",
            "write `@Principle( weight = 0.8 )` or `@Theory( weight = 0.8 )` after its name");
      }
    } else {
      standing = standing(kind);
    }
    Found entrenched = found.get("Entrenched");
    if (entrenched != null && entrenched.arguments() != null && !entrenched.arguments().isBlank()) {
      problem(
          "wrong-annotation",
          file.next(entrenched.argumentsOffset()),
          "`@Entrenched` takes no arguments",
          "drop them");
    }
    String id = text.name();
    String says = string("Says");
    String source = string("Source");
    List<String> tags = strings("Tags");
    strings("Except");
    strings("LiftableBy");
    liftedBy(entrenched != null);
    return theory != null && principle == null
        ? new Theory(
            id, standing.weight(), entrenched != null, says, tags, source, standing.level())
        : new Principle(
            id, standing.weight(), entrenched != null, says, tags, source, standing.level());
  }

  /** What {@code @Principle} and {@code @Theory} take as arguments. */
  private record Standing(double weight, @Nullable String level) {}

  private Standing standing(Found kind) {
    String written = kind.arguments() == null ? "" : kind.arguments();
    double weight = 1;
    String level = lowest;
    Set<String> given = new HashSet<>();
    for (Argument each : arguments(kind, written)) {
      if (!PARTS.contains(each.name()) || !given.add(each.name())) {
        wrongArgument(kind, each);
      } else if (each.name().equals("weight")) {
        weight = weight(kind, each.value(), each.valueOffset());
      } else {
        level = level(kind, each.value(), each.valueOffset());
      }
    }
    return new Standing(weight, level);
  }

  /** One argument, or all of them if they cannot be told apart; then its name is empty. */
  private record Argument(String name, String value, int valueOffset, String all, int offset) {}

  private static List<Argument> arguments(Found kind, String written) {
    List<Argument> arguments = new ArrayList<>();
    Matcher argument = ARGUMENT.matcher(written);
    int at = 0;
    while (!written.isBlank() && at <= written.length() && argument.find(at)) {
      if (at > 0 && argument.group(1) == null) {
        int offset = kind.argumentsOffset() + leading(written);
        return List.of(new Argument("", "", offset, written.strip(), offset));
      }
      arguments.add(
          new Argument(
              argument.group(1) == null ? "weight" : argument.group(1),
              argument.group(2).strip(),
              kind.argumentsOffset() + argument.start(2),
              argument.group().strip(),
              kind.argumentsOffset() + argument.start() + leading(argument.group())));
      at = argument.end() + 1;
    }
    return arguments;
  }

  private void wrongArgument(Found kind, Argument argument) {
    String name = argument.name();
    boolean isRepeated = PARTS.contains(name);
    problem(
        "wrong-annotation",
        argument.offset(),
        isRepeated
            ? "the " + name + " is given twice"
            : "`@"
                + kind.name()
                + "` takes a weight and a level and nothing else, not `"
                + SourceFile.shorten(argument.all())
                + "`",
        isRepeated
            ? "keep one"
            : Conditions.orElse(
                Suggestion.didYouMean(name, PARTS),
                "write `@" + kind.name() + "( weight = 0.8 )`"));
  }

  private @Nullable String level(Found kind, String value, int offset) {
    Matcher quoted = STRING.matcher(value);
    if (!quoted.matches()) {
      problem(
          "wrong-annotation",
          value.isEmpty() ? file.next(offset) : offset,
          value.isEmpty()
              ? "the level is missing"
              : "the level `" + SourceFile.shorten(value) + "` is not text in quotes",
          "write `@" + kind.name() + "( level = \"…\" )`");
      return lowest;
    }
    String name = quoted.group(1);
    boolean isKnown = LevelNames.isKnown(name, levels, problems, file, offset, text.name());
    return isKnown ? name : lowest;
  }

  /** The level from which on a claim in favour lifts the claims of a default. */
  private void liftedBy(boolean isEntrenched) {
    Found at = found.get("Default");
    if (at == null) {
      return;
    }
    String arguments = at.arguments() == null ? "" : at.arguments();
    Matcher given = LIFTED_BY.matcher(arguments);
    if (!given.matches()) {
      problem(
          "wrong-annotation",
          at.arguments() == null ? at.offset() : file.next(at.argumentsOffset()),
          "`@Default` takes the level that lifts it",
          "write `@Default( liftedBy = \"…\" )`");
    } else if (isEntrenched) {
      problem(
          "wrong-annotation",
          at.offset(),
          "what is entrenched is no default",
          "drop `@Entrenched`, or `@Default`");
    } else {
      int offset = at.argumentsOffset() + given.start(1);
      LevelNames.isKnown(given.group(1), levels, problems, file, offset, text.name());
    }
  }

  private double weight(Found kind, String number, int offset) {
    double weight = DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
    if (weight >= MIN_WEIGHT && weight <= 1) {
      return weight;
    }
    problem(
        "wrong-weight",
        number.isEmpty() ? file.next(offset) : offset,
        number.isEmpty()
            ? "the weight is missing"
            : "the weight `" + SourceFile.shorten(number) + "` is not a number in (0, 1]",
        weight > 1
            ? "the most is 1; what may never be relaxed is `@Entrenched`"
            : weight < MIN_WEIGHT
                ? "what should not count is left out; the least is 1e-9"
                : "write `@" + kind.name() + "( weight = " + meant(number) + " )`");
    return 1;
  }

  /** The number that a quotient or a percentage is, or an example. */
  private static String meant(String written) {
    Matcher quotient = QUOTIENT.matcher(written);
    if (!quotient.matches()) {
      return "0.8";
    }
    double of =
        Double.parseDouble(quotient.group(1))
            / (quotient.group(2) == null ? 100 : Double.parseDouble(quotient.group(2)));
    return of >= 0.0001 && of <= 1
        ? BigDecimal.valueOf(of).round(new MathContext(4)).stripTrailingZeros().toPlainString()
        : "0.8";
  }

  private @Nullable String string(String annotation) {
    List<String> strings = strings(annotation);
    if (strings.size() > 1) {
      problem(
          "wrong-annotation",
          Objects.requireNonNull(found.get(annotation)).offset(),
          "`@" + annotation + "` takes one string, not " + strings.size(),
          "join them");
    }
    return strings.isEmpty() ? null : strings.get(0);
  }

  private List<String> strings(String annotation) {
    Found at = found.get(annotation);
    if (at == null) {
      return List.of();
    }
    String arguments = at.arguments() == null ? "" : at.arguments();
    List<String> strings = new ArrayList<>();
    Matcher string = STRING.matcher(arguments);
    StringBuilder rest = new StringBuilder();
    int from = 0;
    while (string.find()) {
      rest.append(arguments, from, string.start());
      from = string.end();
      strings.add(string.group(1).replaceAll("\\\\(.)", "$1"));
    }
    rest.append(arguments.substring(from));
    if (strings.isEmpty() || !rest.toString().replaceAll("[\\s,{}]", "").isEmpty()) {
      problem(
          "wrong-annotation",
          at.arguments() == null ? at.offset() : file.next(at.argumentsOffset()),
          "`@" + annotation + "` takes text in quotes",
          "write `@" + annotation + "( \"…\" )`");
    }
    return strings;
  }

  private static int leading(String text) {
    return text.length() - text.stripLeading().length();
  }

  private void problem(String code, int offset, String message, String hint) {
    problems.error(code, file, offset, text.name(), message, hint);
  }
}
