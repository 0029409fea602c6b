package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.equipoise.language.Theory;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of itself between its name and its conditions: {@code @Principle( weight = 0.8
 * )} or {@code @Theory(…)}, {@code @Entrenched}, {@code @Says("…")}, {@code @Tags("…", "…")} and
 * {@code @Source("…")}.
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
              "LiftableBy"));
  private static final Pattern NAME = Pattern.compile("@\\s*([\\w.]+)");
  private static final Pattern STRING =
      Pattern.compile("\"([^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+)\"");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:\\d++(?:\\.\\d++)?|\\.\\d++)(?:[eE][+-]?\\d++)?");
  private static final double MIN_WEIGHT = 1e-9;

  private final SourceFile file;
  private final RuleText text;
  private final Problems problems;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private boolean anyUnknown;

  private record Found(String name, int offset, @Nullable String arguments, int argumentsOffset) {}

  private Annotations(SourceFile file, RuleText text, Problems problems) {
    this.file = file;
    this.text = text;
    this.problems = problems;
  }

  /** The rule's metadata; with a problem reported, a stand-in that lets later checks go on. */
  static Rule read(SourceFile file, RuleText text, Problems problems) {
    Annotations annotations = new Annotations(file, text, problems);
    annotations.scan();
    return annotations.rule();
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
              Annotations annotations = new Annotations(file, text, new Problems());
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
    double weight = 1;
    if (kind == null) {
      if (!found.isEmpty() || !anyUnknown) {
        problem(
            "no-annotation",
            text.nameStart(),
            "the rule is neither a principle nor a theory",
            "write `@Principle( weight = 0.8 )` or `@Theory( weight = 0.8 )` after its name");
      }
    } else {
      weight = weight(kind);
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
    return theory != null && principle == null
        ? new Theory(id, weight, entrenched != null, says, tags, source)
        : new Principle(id, weight, entrenched != null, says, tags, source);
  }

  private double weight(Found kind) {
    String written = kind.arguments() == null ? "" : kind.arguments();
    String arguments = written.strip();
    if (arguments.isEmpty()) {
      return 1;
    }
    Matcher given = Pattern.compile("(?:(\\w++)\\s*+=)?\\s*+([^,]*+)").matcher(arguments);
    if (!given.matches() || (given.group(1) != null && !given.group(1).equals("weight"))) {
      problem(
          "wrong-annotation",
          kind.argumentsOffset() + leading(written),
          "`@"
              + kind.name()
              + "` takes a weight and nothing else, not `"
              + SourceFile.shorten(arguments)
              + "`",
          Conditions.orElse(
              given.matches() ? Suggestion.didYouMean(given.group(1), List.of("weight")) : null,
              "write `@" + kind.name() + "( weight = 0.8 )`"));
      return 1;
    }
    String number = given.group(2);
    double weight = DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
    if (weight >= MIN_WEIGHT && weight <= 1) {
      return weight;
    }
    problem(
        "wrong-weight",
        number.isEmpty()
            ? file.next(kind.argumentsOffset() + written.length())
            : kind.argumentsOffset() + leading(written) + given.start(2),
        number.isEmpty()
            ? "the weight is missing"
            : "the weight `" + SourceFile.shorten(number) + "` is not a number in (0, 1]",
        weight > 1
            ? "the most is 1; what may never be relaxed is `@Entrenched`"
            : weight < MIN_WEIGHT
                ? "what should not count is left out; the least is 1e-9"
                : "write `@" + kind.name() + "( weight = 0.8 )`");
    return 1;
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
