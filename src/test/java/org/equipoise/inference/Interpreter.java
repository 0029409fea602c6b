package org.equipoise.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.equipoise.inference.Script.*;
import org.equipoise.inference.Situation.Alternative;
import org.equipoise.inference.Situation.Held;
import org.equipoise.inference.Situation.Spoken;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script in one world, as naively as can be: every condition is tried on every fact, stratum
 * by stratum, until nothing more follows. No rule engine, no justifications, nothing of the code
 * under test.
 */
final class Interpreter {

  /**
   * What follows in a world.
   *
   * @param conclusions as texts: {@code claim output status over by}, {@code conflict kind about}
   * @param degrees by claim, the greatest part of its rule's weight
   * @param lifted by lift, the outputs on which it keeps a claim from being made
   */
  record Outcome(
      Set<String> conclusions, Map<String, Double> degrees, Map<String, Set<String>> lifted) {}

  private final Script script;
  private final Situation situation;
  private final Predicate<String> standing;
  private final Map<String, List<Fact>> facts = new HashMap<>();
  private final Set<Fact> known = new LinkedHashSet<>();
  private final Map<String, Double> degrees = new HashMap<>();
  private final Map<String, Set<String>> lifted = new HashMap<>();

  private Interpreter(Script script, Situation situation, Predicate<String> standing) {
    this.script = script;
    this.situation = situation;
    this.standing = standing;
  }

  /** What follows in the world in which just the given elements stand. */
  static Outcome outcome(
      Script script, List<List<String>> strata, Situation situation, Predicate<String> standing) {
    Interpreter interpreter = new Interpreter(script, situation, standing);
    interpreter.begin();
    strata.forEach(interpreter::run);
    return new Outcome(
        new Conclusions(interpreter.facts, interpreter.known, situation).all(),
        interpreter.degrees,
        interpreter.lifted);
  }

  private boolean add(Fact fact) {
    if (known.add(fact)) {
      facts.computeIfAbsent(fact.type(), key -> new ArrayList<>()).add(fact);
      return true;
    }
    return false;
  }

  private List<Fact> all(String type) {
    return facts.getOrDefault(type, List.of());
  }

  private void begin() {
    Fact given = Fact.of("Case", "id", Situation.CASE, "outputs.size", situation.outputs().size());
    attributes("", situation.attributes(), given);
    add(given);
    List<Alternative> outputs = new ArrayList<>(situation.outputs());
    outputs.sort(java.util.Comparator.comparing(Alternative::id));
    for (Alternative output : outputs) {
      Fact fact = Fact.of("Output", "id", output.id(), "index", outputs.indexOf(output));
      attributes(output.id(), output.attributes(), fact);
      add(fact);
    }
    for (RuleScript rule : script.rules()) {
      add(
          Fact.of(
              rule.theory() ? "Theory" : "Principle",
              "id",
              rule.name(),
              "tags",
              rule.heading().tags(),
              "level",
              script.areLevelled() ? Script.LEVELS.get(Script.rank(rule.heading().level())) : null,
              "#element",
              rule.element()));
    }
    for (int turn = 0; turn < situation.messages().size(); turn++) {
      Spoken spoken = situation.messages().get(turn);
      Fact fact = Fact.of("Message", "role", spoken.role(), "turn", turn, "text", spoken.text());
      attributes("messages/" + turn, spoken.attributes(), fact);
      add(fact);
    }
    if (!situation.session().isEmpty()) {
      Fact fact = Fact.of("Session");
      situation.session().forEach(it -> fact.fields().put("@" + it, true));
      add(fact);
    }
    for (Held held : situation.held()) {
      String element = "judgment:" + held.id();
      if (standing.test(element)) {
        boolean prefers = held.over() != null;
        Fact fact =
            Fact.of(
                "Judgment",
                "id",
                held.id(),
                "output",
                prefers ? null : held.output(),
                "status",
                held.status(),
                "prefer",
                prefers ? held.output() : null,
                "over",
                held.over(),
                "age",
                held.age(),
                "#element",
                element);
        held.circumstances().forEach((name, it) -> fact.fields().put("@" + name, it.value()));
        add(fact);
      }
    }
  }

  private void attributes(String owner, Map<String, Situation.Value> values, Fact fact) {
    values.forEach(
        (name, it) ->
            fact.fields().put("@" + name, it.in(standing.test("attribute:" + owner + "/" + name))));
  }

  private void run(List<String> stratum) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String name : stratum) {
        for (Fact fact : firings(name)) {
          changed |= add(fact);
        }
      }
    }
  }

  private List<Fact> firings(String name) {
    List<Fact> derived = new ArrayList<>();
    switch (name) {
      case Dependences.JUDGMENTS -> {
        for (Fact judgment : all("Judgment")) {
          if (all("Exclusion").stream()
              .noneMatch(it -> judgment.get("id").equals(it.get("judgment")))) {
            boolean prefers = judgment.get("prefer") != null;
            Fact claim =
                claim(
                    judgment.get(prefers ? "prefer" : "output"),
                    prefers ? "permitted" : judgment.get("status"),
                    judgment.get("over"),
                    "judgment:" + judgment.get("id"));
            derived.add(claim);
            liftDefaults(claim, rankOfHolder(judgment.get("id")), derived);
          }
        }
      }
      case Dependences.AGAINST -> {
        for (Fact claim : all("Claim")) {
          if (claim.get("status").equals("forbidden")) {
            derived.add(Fact.of("Stance", "output", claim.get("output"), "position", "against"));
          }
        }
      }
      case Dependences.FOR -> {
        for (Fact claim : all("Claim")) {
          if (!claim.get("status").equals("forbidden")) {
            derived.add(Fact.of("Stance", "output", claim.get("output"), "position", "for"));
          }
        }
      }
      default -> {
        for (RuleScript rule : script.rules()) {
          if (rule.name().equals(name)
              && standing.test(rule.element())
              && rule.heading().isInForce(Situation.DAY)) {
            solve(
                rule.conditions(),
                0,
                Scope.EMPTY,
                null,
                rule,
                derived,
                scope -> {
                  rule.actions().forEach(it -> act(it, rule, scope, derived));
                  return true;
                });
          }
        }
      }
    }
    return derived;
  }

  private static Fact claim(Object output, Object status, @Nullable Object over, String by) {
    return Fact.of("Claim", "output", output, "status", status, "over", over, "by", by);
  }

  /** Tries all ways to meet conditions from one on; false once a visitor has seen enough. */
  private boolean solve(
      List<? extends Condition> conditions,
      int at,
      Scope scope,
      @Nullable Fact last,
      @Nullable RuleScript rule,
      List<Fact> derived,
      Predicate<Scope> visit) {
    if (at == conditions.size()) {
      return visit.test(scope);
    }
    Condition condition = conditions.get(at);
    if (condition instanceof Pattern pattern) {
      List<?> candidates = all(pattern.type());
      if (pattern.from() != null) {
        Object list = scope.get(pattern.from());
        candidates = list instanceof List<?> it ? it : List.of();
      }
      for (int i = 0; i < candidates.size(); i++) {
        Object candidate = candidates.get(i);
        Scope inner = Matching.matched(pattern, candidate, scope);
        if (inner != null
            && !solve(
                conditions,
                at + 1,
                inner,
                candidate instanceof Fact it ? it : null,
                rule,
                derived,
                visit)) {
          return false;
        }
      }
      return true;
    }
    if (condition instanceof All all) {
      return solve(
          all.conditions(),
          0,
          scope,
          null,
          rule,
          derived,
          inner -> solve(conditions, at + 1, inner, null, rule, derived, visit));
    }
    if (condition instanceof Or or) {
      for (Condition branch : or.branches()) {
        if (!solve(
            List.of(branch),
            0,
            scope,
            null,
            rule,
            derived,
            inner -> solve(conditions, at + 1, inner, null, rule, derived, visit))) {
          return false;
        }
      }
      return true;
    }
    if (condition instanceof Branch branch) {
      for (Arm arm : branch.arms()) {
        if (arm.test() == null || Matching.passes(arm.test(), last, scope)) {
          rule.named().get(arm.label()).forEach(it -> act(it, rule, scope, derived));
          if (arm.breaks()) {
            return true;
          }
          break;
        }
      }
      return solve(conditions, at + 1, scope, last, rule, derived, visit);
    }
    Scope inner = scope;
    if (condition instanceof Not not) {
      if (isMet(not.condition(), scope)) {
        return true;
      }
    } else if (condition instanceof Exists exists) {
      if (!isMet(exists.condition(), scope)) {
        return true;
      }
    } else if (condition instanceof Forall forall) {
      for (Fact fact : all(forall.first().type())) {
        Scope found = Matching.matched(forall.first(), fact, scope);
        boolean fails =
            forall.rest().isEmpty()
                ? found == null
                : found != null && !isMet(new All(forall.rest()), found);
        if (fails) {
          return true;
        }
      }
    } else if (condition instanceof Collect collect) {
      List<Fact> collected =
          all(collect.pattern().type()).stream()
              .filter(it -> Matching.matched(collect.pattern(), it, scope) != null)
              .toList();
      if (collected.size() < collect.least()) {
        return true;
      }
      inner = scope.with(collect.list(), collected);
    } else if (condition instanceof Accumulate accumulate) {
      List<Scope> found = new ArrayList<>();
      solve(List.of(accumulate.source()), 0, scope, null, null, List.of(), found::add);
      for (int i = 0; i < accumulate.functions().size(); i++) {
        Script.Function function = accumulate.functions().get(i);
        Integer result = Matching.result(function, found);
        Integer least = accumulate.least().get(i);
        if (result == null || (least != null && result < least)) {
          return true;
        }
        inner = inner.with(function.result(), result);
      }
    }
    return solve(conditions, at + 1, inner, null, rule, derived, visit);
  }

  private boolean isMet(Condition condition, Scope scope) {
    return !solve(List.of(condition), 0, scope, null, null, List.of(), it -> false);
  }

  private void act(Action action, RuleScript rule, Scope scope, List<Fact> derived) {
    if (action instanceof Say it) {
      String status =
          switch (it.word()) {
            case "forbid" -> "forbidden";
            case "permit" -> "permitted";
            default -> "obligatory";
          };
      claims(
          claim(id(it.output(), scope), status, null, rule.element()),
          it.degree() == null ? 1 : degree(it.degree(), scope),
          rule,
          derived);
    } else if (action instanceof PreferOver it) {
      claims(
          claim(id(it.output(), scope), "permitted", id(it.over(), scope), rule.element()),
          1,
          rule,
          derived);
    } else if (action instanceof LiftClaims it) {
      derived.add(lift(it.rule(), it.output(), rule, scope));
    } else if (action instanceof LiftBound it) {
      derived.add(lift(id(it.rule(), scope), it.output(), rule, scope));
    } else if (action instanceof Pull it) {
      derived.add(
          Fact.of(
              "Pull",
              "output",
              id(it.output(), scope),
              "strength",
              it.strength(),
              "by",
              rule.element()));
    } else if (action instanceof RankBefore it) {
      derived.add(
          Fact.of(
              "Rank",
              "output",
              id(it.output(), scope),
              "over",
              id(it.over(), scope),
              "by",
              rule.element()));
    } else if (action instanceof Raise it) {
      if (!situation.session().contains(it.name())) {
        derived.add(Fact.of("Session", "@" + it.name(), true));
      }
    } else if (action instanceof LeaveToPerson it) {
      derived.add(Fact.of("Escalate", "output", id(it.output(), scope), "by", rule.element()));
    } else if (action instanceof Insert it) {
      derived.add(
          Fact.of(
              it.type(),
              "k",
              String.valueOf(Matching.value(it.k(), scope)),
              "n",
              Matching.value(it.n(), scope)));
    } else if (action instanceof Exclude it) {
      derived.add(Fact.of("Exclusion", "judgment", id(it.judgment(), scope)));
    } else if (action instanceof MarkAlike it) {
      derived.add(
          Fact.of(
              "Alike",
              "key",
              String.valueOf(Matching.value(it.key(), scope)),
              "output",
              id(it.output(), scope)));
    } else if (action instanceof IfTrue it) {
      if (Boolean.TRUE.equals(((Fact) scope.get(it.fact())).get("@" + it.attribute()))) {
        act(it.then(), rule, scope, derived);
      }
    } else if (action instanceof Incompatible it) {
      TreeSet<String> about = new TreeSet<>(List.of(rule.element()));
      for (String participant : it.participants()) {
        if (scope.get(participant) instanceof Fact fact) {
          String element = (String) fact.get("#element");
          if (element != null && !standing.test(element)) {
            return;
          }
          about.add(
              element != null
                  ? element
                  : (String) fact.get(fact.type().equals("Claim") ? "output" : "id"));
        } else {
          about.add(String.valueOf(scope.get(participant)));
        }
      }
      derived.add(Fact.of("Incompatibility", "about", List.copyOf(about)));
    }
  }

  private static Fact lift(Object lifted, @Nullable String output, RuleScript rule, Scope scope) {
    return Fact.of(
        "Lift",
        "rule",
        lifted,
        "output",
        output == null ? "" : id(output, scope),
        "by",
        rule.element());
  }

  private static double degree(Degree degree, Scope scope) {
    if (degree instanceof WhereTrue it) {
      boolean isTrue = Boolean.TRUE.equals(((Fact) scope.get(it.fact())).get("@" + it.attribute()));
      return isTrue ? 1 : 0;
    }
    Object number = Matching.value(((Halves) degree).number(), scope);
    return Math.min(1.0, 0.5 * ((Number) number).intValue());
  }

  /** A claim that no rule before lifts, and what it lifts. */
  private void claims(Fact claim, double degree, RuleScript rule, List<Fact> derived) {
    if (degree == 0) {
      return;
    }
    List<Fact> lifts =
        all("Lift").stream()
            .filter(it -> rule.name().equals(it.get("rule")))
            .filter(
                it -> it.get("output").equals("") || it.get("output").equals(claim.get("output")))
            .toList();
    for (Fact lift : lifts) {
      lifted
          .computeIfAbsent(Conclusions.lift(lift), it -> new TreeSet<>())
          .add((String) claim.get("output"));
    }
    if (lifts.isEmpty()) {
      derived.add(claim);
      degrees.merge(Conclusions.claim(claim), degree, Math::max);
      if (rule.heading().liftedBy() == null) {
        liftDefaults(claim, Script.rank(rule.heading().level()), derived);
      }
    }
  }

  /** What is in favour of an output lifts the defaults that give way to its level. */
  private void liftDefaults(Fact claim, int rank, List<Fact> derived) {
    if (claim.get("status").equals("forbidden") || claim.get("over") != null) {
      return;
    }
    for (RuleScript rule : script.rules()) {
      String liftedBy = rule.heading().liftedBy();
      if (liftedBy != null && rank <= Script.rank(liftedBy)) {
        derived.add(
            Fact.of(
                "Lift", "rule", rule.name(), "output", claim.get("output"), "by", claim.get("by")));
      }
    }
  }

  private int rankOfHolder(Object judgment) {
    return situation.held().stream()
        .filter(it -> it.id().equals(judgment) && it.stakeholder() != null)
        .mapToInt(it -> Script.rank(it.stakeholder().replace("of-", "")))
        .findFirst()
        .orElse(Script.rank(null));
  }

  private static Object id(String variable, Scope scope) {
    return ((Fact) scope.get(variable)).get("id");
  }
}
