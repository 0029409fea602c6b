package org.equipoise.constitution;

import com.google.common.collect.Sets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.language.Levels;
import org.equipoise.language.Word;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Which rules may lift the claims of which others. A rule whose claims may be lifted rests on that
 * nothing lifts them, and fires after every rule that could.
 */
final class Lifting {
  private static final String LIFT = "Lift";

  private final Map<String, DefinedRule> rules;
  private final Levels levels;
  private final Problems problems;
  private final SortedMap<String, Set<String>> lifts = new TreeMap<>();
  private final SortedMap<String, Set<String>> favours = new TreeMap<>();

  /** By a default's id, the place of the level from which on claims in favour lift it. */
  private final SortedMap<String, Integer> defaults = new TreeMap<>();

  private Lifting(Map<String, DefinedRule> rules, Levels levels, Problems problems) {
    this.rules = rules;
    this.levels = levels;
    this.problems = problems;
  }

  /**
   * What may lift what; what is wrong with that goes to the problems.
   *
   * @param nodes all rules; those that lift, and those that are lifted, are replaced by ones that
   *     depend on each other
   * @param levels null if it is not known which are declared
   */
  static Lifting of(
      List<Strata.Node> nodes,
      Map<String, DefinedRule> rules,
      @Nullable Levels levels,
      Problems problems) {
    Lifting lifting = new Lifting(rules, levels == null ? Levels.NONE : levels, problems);
    rules.forEach((name, rule) -> lifting.addDefault(Variants.ruleOf(name), rule));
    for (Strata.Node node : nodes) {
      if (rules.containsKey(node.name())) {
        lifting.checkNames(node);
        lifting.addFavours(node);
      }
    }
    if (!lifting.lifts.isEmpty() || lifting.anyDefault()) {
      lifting.refuseCircles(nodes);
      nodes.replaceAll(lifting::linked);
    }
    return lifting;
  }

  /** By rule, those whose claims it may lift by saying so. */
  SortedMap<String, Set<String>> lifts() {
    return lifts;
  }

  /** By rule, the defaults that its claims in favour of an output lift there. */
  SortedMap<String, Set<String>> favours() {
    return favours;
  }

  /** The defaults that claims in favour of an output lift there if they are of a level. */
  Set<String> favoursFrom(@Nullable String level) {
    Set<String> lifted = new TreeSet<>();
    if (levels.areDeclared()) {
      int place = levels.rank(level);
      defaults.forEach(
          (id, least) -> {
            if (place <= least) {
              lifted.add(id);
            }
          });
    }
    return lifted;
  }

  boolean anyDefault() {
    return !defaults.isEmpty();
  }

  private void addDefault(String id, DefinedRule rule) {
    List<String> liftedBy = rule.annotated("Default");
    if (liftedBy.size() == 1 && levels.names().contains(liftedBy.get(0))) {
      defaults.put(id, levels.rank(liftedBy.get(0)));
    }
  }

  /** A default's own claims in favour lift no other: which of two stands would depend on order. */
  private void addFavours(Strata.Node node) {
    boolean isInFavour =
        node.dependence().derives().stream()
            .anyMatch(it -> it.type().equals("Claim") && !"forbidden".equals(it.status()));
    Set<String> lifted =
        isInFavour && !defaults.containsKey(id(node))
            ? favoursFrom(Objects.requireNonNull(rules.get(node.name())).rule().level())
            : Set.of();
    if (!lifted.isEmpty()) {
      favours.computeIfAbsent(id(node), it -> new TreeSet<>()).addAll(lifted);
    }
  }

  /** The id of the rule that a compiled rule is, or stands for. */
  private static String id(Strata.Node node) {
    return Variants.ruleOf(node.name());
  }

  private void checkNames(Strata.Node node) {
    Set<String> except = Set.copyOf(annotated(node, "Except"));
    for (String annotation : List.of("Except", "LiftableBy")) {
      for (String name : annotated(node, annotation)) {
        requireRule(
            node,
            name,
            at(node, "@\\s*" + annotation + "\\s*\\([^)]*?(\"" + Pattern.quote(name) + "\")"));
      }
    }
    if (!node.dependence().said().contains(Word.LIFT)) {
      return;
    }
    Set<String> lifted = lifts.computeIfAbsent(id(node), it -> new TreeSet<>());
    for (Dependence.Derived derived : node.dependence().derives()) {
      if (!derived.type().equals(LIFT)) {
        continue;
      }
      if (derived.status() != null) {
        named(node, derived.status(), except, lifted);
      } else {
        (except.isEmpty() ? rules.keySet() : except)
            .stream()
                .map(Variants::ruleOf)
                .filter(it -> !it.equals(id(node)) && rules.containsKey(it) && isOpen(node, it))
                .forEach(lifted::add);
      }
    }
  }

  /** A rule that is lifted by its id. */
  private void named(Strata.Node node, String name, Set<String> except, Set<String> lifted) {
    int at = at(node, "(?<![\\w$.])lift\\s*\\(\\s*(\"" + Pattern.quote(name) + "\")");
    if (!requireRule(node, name, at)) {
      return;
    }
    if (name.equals(id(node))) {
      problem(node, at, "a rule cannot lift its own claims", "say what it claims in fewer cases");
    } else if (!except.isEmpty() && !except.contains(name)) {
      problem(
          node,
          at,
          "`@Except` does not name `" + name + "`, which is lifted here",
          "write `@Except( \"" + name + "\" )`, or lift what it names");
    } else if (!isOpen(node, name)) {
      problem(
          node,
          at,
          "`" + name + "` is entrenched, and does not let `" + id(node) + "` lift it",
          "if it may, write `@LiftableBy( \"" + id(node) + "\" )` at `" + name + "`");
    } else {
      lifted.add(name);
    }
  }

  private List<String> annotated(Strata.Node node, String annotation) {
    return Objects.requireNonNull(rules.get(node.name())).annotated(annotation);
  }

  private boolean requireRule(Strata.Node node, String name, int at) {
    if (rules.containsKey(name)) {
      return true;
    }
    Set<String> ids = new TreeSet<>();
    rules.keySet().forEach(it -> ids.add(Variants.ruleOf(it)));
    problem(
        node,
        at,
        "there is no rule `" + name + "`",
        Conditions.orElse(Suggestion.didYouMean(name, ids), "write the name of a rule"));
    return false;
  }

  /** Whether a rule is not entrenched, or lets another lift it. */
  private boolean isOpen(Strata.Node lifting, String name) {
    DefinedRule rule = Objects.requireNonNull(rules.get(name));
    return !rule.rule().entrenched() || rule.annotated("LiftableBy").contains(id(lifting));
  }

  /** Rules that lift each other's claims, perhaps by way of others, decide nothing. */
  private void refuseCircles(List<Strata.Node> nodes) {
    Set<String> told = new HashSet<>();
    for (Strata.Node node : nodes) {
      String id = id(node);
      List<String> circle = told.contains(id) ? null : circle(id);
      if (circle != null) {
        told.addAll(circle);
        problem(
            node,
            node.rule().text().nameStart(),
            circle.size() == 2
                ? "`" + id + "` and `" + circle.get(1) + "` lift each other's claims"
                : "rules lift each other's claims in a circle: `"
                    + String.join("`, `", circle)
                    + "`, `"
                    + id
                    + "`",
            "let one of them prevail: drop the other `lift`");
      }
    }
  }

  /** The shortest way by which a rule lifts itself, from it on; null if there is none. */
  private @Nullable List<String> circle(String id) {
    Map<String, List<String>> ways = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    ways.put(id, List.of(id));
    while (!open.isEmpty()) {
      String at = open.remove();
      List<String> way = Objects.requireNonNull(ways.get(at));
      for (String next : Sets.union(of(lifts, at), of(favours, at))) {
        if (next.equals(id)) {
          return way;
        }
        if (!ways.containsKey(next)) {
          List<String> longer = new ArrayList<>(way);
          longer.add(next);
          ways.put(next, longer);
          open.add(next);
        }
      }
    }
    return null;
  }

  private static Set<String> of(Map<String, Set<String>> byRule, String id) {
    return byRule.getOrDefault(id, Set.of());
  }

  private Strata.Node linked(Strata.Node node) {
    boolean isOfKernel = !rules.containsKey(node.name());
    boolean claims = node.dependence().derives().stream().anyMatch(it -> it.type().equals("Claim"));
    Set<String> lifted = new TreeSet<>(of(lifts, id(node)));
    lifted.addAll(isOfKernel && claims ? defaults.keySet() : of(favours, id(node)));
    boolean isLifted =
        !isOfKernel
            && (defaults.containsKey(id(node))
                || lifts.values().stream().anyMatch(it -> it.contains(id(node))));
    if (lifted.isEmpty() && !(isLifted && claims)) {
      return node;
    }
    Dependence linked = new Dependence();
    linked.add(node.dependence());
    linked.derivesInstead(LIFT, lifted);
    if (isLifted && claims) {
      linked.reads(LIFT, id(node), true);
    }
    return new Strata.Node(node.rule(), linked);
  }

  /** Where the first group of a form stands in a rule, or else the name of the rule. */
  private static int at(Strata.Node node, String form) {
    RuleText text = node.rule().text();
    Matcher found =
        Pattern.compile(form).matcher(node.rule().file().text()).region(text.start(), text.end());
    return found.useTransparentBounds(true).find() ? found.start(1) : text.nameStart();
  }

  private void problem(Strata.Node node, int at, String message, String hint) {
    problems.error("wrong-lift", node.rule().file(), at, node.name(), message, hint);
  }
}
