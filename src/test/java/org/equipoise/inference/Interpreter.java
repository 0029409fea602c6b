package org.equipoise.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.equipoise.inference.Script.*;
import org.equipoise.inference.Situation.Alternative;
import org.equipoise.inference.Situation.Held;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script in one world, as naively as can be: every condition is tried on every fact, stratum
 * by stratum, until nothing more follows. No rule engine, no justifications, nothing of the code
 * under test.
 */
final class Interpreter {

  /** A fact: its type and its fields, attributes under {@code @name}. */
  record Fact(String type, Map<String, Object> fields) {
    static Fact of(String type, @Nullable Object... namesAndValues) {
      Map<String, Object> fields = new HashMap<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
      return new Fact(type, fields);
    }

    @Nullable Object get(String name) {
      return fields.get(name);
    }

    @Nullable Object get(Field field) {
      return field.name().equals("this") && !fields.containsKey("this")
          ? this
          : read(
              field.accessor(), fields.get(field.attribute() ? "@" + field.name() : field.name()));
    }

    private static @Nullable Object read(String accessor, @Nullable Object value) {
      return switch (accessor) {
        case "num" -> value instanceof Integer ? value : null;
        case "text" -> value instanceof String ? value : null;
        case "flag" -> value instanceof Boolean ? value : null;
        case "list" -> value instanceof List ? value : List.of();
        default -> value;
      };
    }
  }

  /** Variables and their values, the latest first. */
  private record Scope(String name, @Nullable Object value, @Nullable Scope outer) {
    static final Scope EMPTY = new Scope("", null, null);

    Scope with(@Nullable String variable, @Nullable Object bound) {
      return variable == null ? this : new Scope(variable, bound, this);
    }

    @Nullable Object get(String variable) {
      for (Scope at = this; at != null; at = at.outer) {
        if (at.name.equals(variable)) {
          return at.value;
        }
      }
      throw new IllegalStateException("unbound " + variable);
    }
  }

  private final Script script;
  private final Situation situation;
  private final Predicate<String> standing;
  private final Map<String, List<Fact>> facts = new HashMap<>();
  private final Set<Fact> known = new LinkedHashSet<>();

  private Interpreter(Script script, Situation situation, Predicate<String> standing) {
    this.script = script;
    this.situation = situation;
    this.standing = standing;
  }

  /**
   * What follows in the world in which just the given elements stand: claims as {@code claim output
   * status over by}, conflicts as {@code conflict kind about}, stances and keys.
   */
  static Set<String> conclusions(
      Script script, List<List<String>> strata, Situation situation, Predicate<String> standing) {
    Interpreter interpreter = new Interpreter(script, situation, standing);
    interpreter.begin();
    strata.forEach(interpreter::run);
    return new Conclusions(interpreter.facts, interpreter.known, situation).all();
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
              rule.tags(),
              "#element",
              rule.element()));
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
            derived.add(
                claim(
                    judgment.get(prefers ? "prefer" : "output"),
                    prefers ? "permitted" : judgment.get("status"),
                    judgment.get("over"),
                    "judgment:" + judgment.get("id")));
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
          if (rule.name().equals(name) && standing.test(rule.element())) {
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
        Scope inner = matched(pattern, candidate, scope);
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
        if (arm.test() == null || passes(arm.test(), last, scope)) {
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
        Scope found = matched(forall.first(), fact, scope);
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
              .filter(it -> matched(collect.pattern(), it, scope) != null)
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
        Integer result = result(function, found);
        Integer least = accumulate.least().get(i);
        if (result == null || (least != null && result < least)) {
          return true;
        }
        inner = inner.with(function.result(), result);
      }
    }
    return solve(conditions, at + 1, inner, null, rule, derived, visit);
  }

  private static @Nullable Integer result(Script.Function function, List<Scope> found) {
    java.util.stream.IntStream numbers =
        found.stream()
            .map(it -> it.get(function.of()))
            .filter(Objects::nonNull)
            .mapToInt(it -> it instanceof Number number ? number.intValue() : 0);
    return switch (function.name()) {
      case "count" -> found.size();
      case "sum" -> numbers.sum();
      case "min" -> numbers.boxed().min(Integer::compare).orElse(null);
      case "max" -> numbers.boxed().max(Integer::compare).orElse(null);
      default -> throw new IllegalStateException();
    };
  }

  private boolean isMet(Condition condition, Scope scope) {
    return !solve(List.of(condition), 0, scope, null, null, List.of(), it -> false);
  }

  private static @Nullable Scope matched(Pattern pattern, @Nullable Object candidate, Scope scope) {
    if (!(candidate instanceof Fact fact)) {
      boolean passes =
          candidate instanceof String text
              && pattern.tests().stream()
                  .allMatch(it -> passes(it, Fact.of("String", "this", text), scope));
      return passes ? scope.with(pattern.variable(), candidate) : null;
    }
    if (!fact.type().equals(pattern.type())) {
      return null;
    }
    Scope inner = scope;
    for (Binding binding : pattern.bindings()) {
      inner = inner.with(binding.variable(), fact.get(binding.field()));
    }
    for (Test test : pattern.tests()) {
      if (!passes(test, fact, inner)) {
        return null;
      }
    }
    return inner.with(pattern.variable(), fact);
  }

  private static boolean passes(Test test, Fact fact, Scope scope) {
    if (test instanceof Either it) {
      return passes(it.one(), fact, scope) || passes(it.other(), fact, scope);
    } else if (test instanceof Negated it) {
      return !passes(it.test(), fact, scope);
    }
    Compare compare = (Compare) test;
    Object left = fact.get(compare.field());
    Object right = value(compare.with(), scope);
    return switch (compare.operator()) {
      case "==" -> Objects.equals(left, right);
      case "!=" -> !Objects.equals(left, right);
      case "contains" -> left instanceof List<?> list && list.contains(right);
      case ">" -> isOrdered(left, right) && order(left, right) > 0;
      case ">=" -> isOrdered(left, right) && order(left, right) >= 0;
      case "<" -> isOrdered(left, right) && order(left, right) < 0;
      case "<=" -> isOrdered(left, right) && order(left, right) <= 0;
      default -> throw new IllegalStateException(compare.operator());
    };
  }

  private static boolean isOrdered(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Integer && right instanceof Integer)
        || (left instanceof String && right instanceof String);
  }

  private static int order(Object left, Object right) {
    return left instanceof Integer it
        ? it.compareTo((Integer) right)
        : ((String) left).compareTo((String) right);
  }

  private static @Nullable Object value(Term term, Scope scope) {
    if (term instanceof Literal it) {
      return it.value();
    } else if (term instanceof Variable it) {
      return scope.get(it.name());
    } else if (term instanceof Property it) {
      return ((Fact) scope.get(it.fact())).get(it.property());
    } else if (term instanceof Prefixed it) {
      return it.prefix() + value(it.rest(), scope);
    } else if (term instanceof Next it) {
      return Math.min(3, (Integer) scope.get(it.number()) + 1);
    }
    throw new IllegalStateException();
  }

  private void act(Action action, RuleScript rule, Scope scope, List<Fact> derived) {
    if (action instanceof Say it) {
      String status =
          switch (it.word()) {
            case "forbid" -> "forbidden";
            case "permit" -> "permitted";
            default -> "obligatory";
          };
      claims(claim(id(it.output(), scope), status, null, rule.element()), rule, derived);
    } else if (action instanceof PreferOver it) {
      claims(
          claim(id(it.output(), scope), "permitted", id(it.over(), scope), rule.element()),
          rule,
          derived);
    } else if (action instanceof LiftClaims it) {
      Object output = it.output() == null ? "" : id(it.output(), scope);
      derived.add(Fact.of("Lift", "rule", it.rule(), "output", output));
    } else if (action instanceof LeaveToPerson it) {
      derived.add(Fact.of("Escalate", "output", id(it.output(), scope), "by", rule.element()));
    } else if (action instanceof Insert it) {
      derived.add(
          Fact.of(it.type(), "k", String.valueOf(value(it.k(), scope)), "n", value(it.n(), scope)));
    } else if (action instanceof Exclude it) {
      derived.add(Fact.of("Exclusion", "judgment", id(it.judgment(), scope)));
    } else if (action instanceof MarkAlike it) {
      derived.add(
          Fact.of(
              "Alike",
              "key",
              String.valueOf(value(it.key(), scope)),
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

  /** A claim that no rule before lifts. */
  private void claims(Fact claim, RuleScript rule, List<Fact> derived) {
    boolean isLifted =
        all("Lift").stream()
            .anyMatch(
                it ->
                    rule.name().equals(it.get("rule"))
                        && (it.get("output").equals("")
                            || it.get("output").equals(claim.get("output"))));
    if (!isLifted) {
      derived.add(claim);
    }
  }

  private static Object id(String variable, Scope scope) {
    return ((Fact) scope.get(variable)).get("id");
  }
}
