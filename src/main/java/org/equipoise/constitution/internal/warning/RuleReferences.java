package org.equipoise.constitution.internal.warning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Anatomy.Call;
import org.equipoise.constitution.internal.anatomy.Comparison;
import org.equipoise.constitution.internal.anatomy.Comparison.Operator;
import org.equipoise.constitution.internal.anatomy.Condition.Pattern;
import org.equipoise.constitution.internal.anatomy.Condition.Polarity;
import org.equipoise.constitution.internal.anatomy.Condition.Test;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What rules ask of other rules, which are all known: whether any is meant, whether weighing it
 * comes to anything, and whether support runs in a circle.
 */
final class RuleReferences {
  private static final Map<String, Element.Kind> TYPES =
      Map.of("Principle", Element.Kind.PRINCIPLE, "Theory", Element.Kind.THEORY);

  private final List<Anatomy> rules;
  private final Warnings warnings;

  private RuleReferences(List<Anatomy> rules, Warnings warnings) {
    this.rules = rules;
    this.warnings = warnings;
  }

  static void warn(List<Anatomy> rules, Warnings warnings) {
    RuleReferences targets = new RuleReferences(rules, warnings);
    for (Anatomy rule : rules) {
      rule.patterns()
          .filter(it -> TYPES.containsKey(it.type()) && it.polarity() != Polarity.NOT)
          .forEach(it -> targets.isAnyMeant(rule, it));
      targets.hasEffect(rule);
    }
    targets.supportInCircles();
  }

  private void isAnyMeant(Anatomy rule, Pattern pattern) {
    if (candidates(pattern).noneMatch(it -> satisfies(it, pattern.tests(), true))) {
      Test wrong =
          pattern.tests().stream()
              .filter(
                  test -> candidates(pattern).noneMatch(it -> satisfies(it, List.of(test), true)))
              .findFirst()
              .orElse(null);
      String kind = Objects.requireNonNull(TYPES.get(pattern.type())).word();
      if (wrong == null || wrong.comparison() == null) {
        warnings.add(
            "matches-no-rule",
            rule,
            pattern.at(),
            "no " + kind + " of the constitution is like this, so the rule never fires",
            null);
        return;
      }
      warnings.add(
          "matches-no-rule",
          rule,
          wrong.comparison().valueAt(),
          "no "
              + kind
              + " of the constitution satisfies `"
              + Text.shown(rule, wrong.expression())
              + "`, so the rule never fires",
          hint(pattern, wrong.comparison()));
    }
  }

  private @Nullable String hint(Pattern pattern, Comparison comparison) {
    String wanted = String.valueOf(comparison.value());
    Set<String> known = new TreeSet<>();
    if (comparison.name().equals("tags")) {
      candidates(pattern).forEach(it -> known.addAll(it.tags()));
    } else if (comparison.name().equals("id")) {
      for (Anatomy other : rules) {
        Rule rule = other.defined().rule();
        if (rule.id().equals(wanted)) {
          return "`" + wanted + "` is a " + rule.element().kind().word();
        }
      }
      candidates(pattern).forEach(it -> known.add(it.id()));
    }
    return Suggestion.didYouMean(wanted, known);
  }

  private Stream<Rule> candidates(Pattern pattern) {
    return rules.stream()
        .map(it -> it.defined().rule())
        .filter(it -> it.element().kind() == TYPES.get(pattern.type()));
  }

  /**
   * Whether a rule passes tests.
   *
   * @param otherwise what is taken for the answer where it is not known
   */
  private static boolean satisfies(Rule rule, List<Test> tests, boolean otherwise) {
    return tests.stream()
        .filter(it -> !it.isBindingOnly())
        .allMatch(
            it -> {
              Boolean known = it.comparison() == null ? null : satisfies(rule, it.comparison());
              return known == null ? otherwise : known;
            });
  }

  private static @Nullable Boolean satisfies(Rule rule, Comparison test) {
    if (test.isAttribute()) {
      return null;
    }
    Operator operator = test.operator();
    if (test.name().equals("tags")) {
      boolean contains = rule.tags().contains(String.valueOf(test.value()));
      return operator == Operator.CONTAINS
          ? (Boolean) contains
          : operator == Operator.NOT_CONTAINS ? !contains : null;
    }
    Object own =
        switch (test.name()) {
          case "id" -> rule.id();
          case "entrenched" -> rule.entrenched();
          case "level" -> rule.level();
          case "weight" -> BigDecimal.valueOf(rule.weight());
          default -> null;
        };
    if (own == null || test.value() == null || own.getClass() != test.value().getClass()) {
      return null;
    }
    Comparison is =
        new Comparison(false, test.name(), Operator.EQUAL, own, test.operatorAt(), test.valueAt());
    return is.implies(test) ? Boolean.TRUE : is.excludes(test) ? Boolean.FALSE : null;
  }

  private void hasEffect(Anatomy rule) {
    Rule it = rule.defined().rule();
    if (rule.isPlain() && rule.calls().isEmpty()) {
      warnings.add(
          "without-effect",
          rule,
          rule.nameAt(),
          "the rule says nothing: its consequence is empty",
          "say what follows, with `forbid`, `permit` or another word of the vocabulary");
    }
    if (it.entrenched() && it.weight() != 1) {
      warnings.add(
          "without-effect",
          rule,
          rule.nameAt(),
          "the weight "
              + BigDecimal.valueOf(it.weight()).toPlainString()
              + " never counts in a decision: what is entrenched has no price",
          "drop the weight, or `@Entrenched`");
    }
    for (Call call : rule.calls()) {
      Set<Rule> targets = surelyWeighed(rule, call);
      if (!targets.isEmpty() && targets.stream().allMatch(Rule::entrenched)) {
        warnings.add(
            "without-effect",
            rule,
            call.at(),
            "to `"
                + call.word()
                + "` "
                + targets.stream()
                    .map(one -> "`" + one.id() + "`")
                    .collect(Collectors.joining(", "))
                + " changes nothing: what is entrenched has no price",
            "drop the theory, or `@Entrenched`");
      }
    }
  }

  /** All the rules whose weight a call moves, or an empty set where that is not sure. */
  private Set<Rule> surelyWeighed(Anatomy rule, Call call) {
    Set<Rule> weighed = new LinkedHashSet<>();
    if (!Set.of("support", "undermine").contains(call.word()) || !rule.isConjunction()) {
      return weighed;
    }
    String target = rule.text(call.arguments().get(0));
    rule.patterns()
        .filter(it -> target.equals(it.variable()) && TYPES.containsKey(it.type()))
        .forEach(
            it ->
                candidates(it)
                    .filter(one -> satisfies(one, it.tests(), false))
                    .forEach(weighed::add));
    return weighed;
  }

  private void supportInCircles() {
    Map<String, Set<String>> supports = new TreeMap<>();
    Map<String, Call> by = new TreeMap<>();
    for (Anatomy rule : rules) {
      for (Call call : rule.calls()) {
        if (call.word().equals("support")) {
          by.putIfAbsent(rule.id(), call);
          surelyWeighed(rule, call)
              .forEach(
                  it -> supports.computeIfAbsent(rule.id(), key -> new TreeSet<>()).add(it.id()));
        }
      }
    }
    Set<Set<String>> reported = new HashSet<>();
    for (Anatomy rule : rules) {
      List<String> circle = circle(rule.id(), supports);
      if (!circle.isEmpty() && reported.add(new HashSet<>(circle))) {
        warnings.add(
            "support-in-a-circle",
            rule,
            Objects.requireNonNull(by.get(rule.id())).at(),
            circle.size() == 1
                ? "the theory supports itself"
                : "theories support each other in a circle: `"
                    + String.join("`, `", circle)
                    + "`, and again `"
                    + rule.id()
                    + "`",
            "let what they have in common be a theory of its own");
      }
    }
  }

  /** A shortest way from a rule over what it supports back to it, or an empty list. */
  private static List<String> circle(String start, Map<String, Set<String>> supports) {
    Map<String, String> cameFrom = new TreeMap<>();
    List<String> open = new ArrayList<>(List.of(start));
    for (int i = 0; i < open.size(); i++) {
      for (String next : supports.getOrDefault(open.get(i), Set.of())) {
        if (next.equals(start)) {
          List<String> circle = new ArrayList<>();
          for (String at = open.get(i); !at.equals(start); at = cameFrom.getOrDefault(at, start)) {
            circle.add(0, at);
          }
          circle.add(0, start);
          return circle;
        }
        if (cameFrom.putIfAbsent(next, open.get(i)) == null) {
          open.add(next);
        }
      }
    }
    return List.of();
  }
}
