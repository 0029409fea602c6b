package org.equipoise.inference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.inference.Script.*;
import org.jspecify.annotations.Nullable;

/** Random scripts, and random situations to run them on; the same for the same seed. */
final class Generator extends ActionDice {
  private boolean joined;
  private boolean tested; // what an `or` does not go together with
  private boolean hasOr;

  Generator(long seed) {
    super(new Random(seed));
    random.nextInt();
  }

  /** A script; all but a few have an order in which their rules may run. */
  Script script() {
    types.clear();
    earlier.clear();
    int declared = 1 + random.nextInt(3);
    for (int i = 0; i < declared; i++) {
      types.add("D" + i);
    }
    areLevelled = chance(0.5);
    int size = 2 + weighted(1, 3, 4, 3);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      names.add((chance(0.5) ? "r" : "z") + i);
    }
    ruleNames = names;
    boolean wild = chance(0.12);
    for (String name : names) {
      for (int attempt = 0; attempt < 60; attempt++) {
        RuleScript rule = rule(name);
        List<RuleScript> more = new ArrayList<>(earlier);
        more.add(rule);
        if (wild || Dependences.strata(new Script(List.copyOf(types), areLevelled, more)) != null) {
          earlier.add(rule);
          break;
        }
      }
    }
    return new Script(List.copyOf(types), areLevelled, List.copyOf(earlier));
  }

  private RuleScript rule(String name) {
    beginRule();
    joined = false;
    tested = false;
    hasOr = false;
    boolean theory = chance(0.45);
    List<Known> scope = new ArrayList<>();
    List<Condition> conditions = new ArrayList<>();
    if (theory && chance(0.25)) {
      String judgment = fresh();
      conditions.add(constrained("Judgment", scope, judgment, null, scope, false));
      if (chance(0.7)) {
        return excluding(name, judgment, scope, conditions);
      }
    }
    Map<String, List<Action>> named = new LinkedHashMap<>();
    int count = 1 + weighted(3, 4, 2);
    for (int i = 0; i < count; i++) {
      addCondition(theory, scope, conditions, named);
    }
    boolean speaks = scope.stream().anyMatch(it -> it.kind().equals("Output"));
    if (!speaks && chance(0.7)) {
      boolean first = chance(0.5);
      conditions.add(
          first ? 0 : conditions.size(),
          constrained("Output", first ? List.of() : scope, fresh(), null, scope, false));
    }
    List<Action> actions = new ArrayList<>();
    comparing(conditions, scope, actions);
    String lifted = liftBound(conditions, scope, actions);
    for (int i = 0; i < 1 + weighted(4, 1); i++) {
      actions.add(action(theory, scope));
    }
    List<Action> said = new ArrayList<>(actions);
    named.values().forEach(said::addAll);
    Heading heading = heading(theory, except(said, lifted));
    return new RuleScript(name, heading, conditions, actions, named);
  }

  private Heading heading(boolean theory, List<String> except) {
    boolean entrenched = chance(0.15);
    LocalDate day = Situation.DAY;
    List<String> tags = Vocabularies.TAGS.stream().filter(it -> chance(0.4)).toList();
    String level = areLevelled && chance(0.7) ? pick(Script.LEVELS) : null;
    String liftedBy = areLevelled && !entrenched && chance(0.25) ? pick(Script.LEVELS) : null;
    LocalDate from = chance(0.07) ? pick(List.of(day.minusDays(9), day, day.plusDays(1))) : null;
    LocalDate until = chance(0.07) ? pick(List.of(day.minusDays(1), day, day.plusDays(9))) : null;
    boolean isEmpty = from != null && until != null && until.isBefore(from);
    return new Heading(
        theory, entrenched, tags, level, liftedBy, except, from, isEmpty ? null : until);
  }

  private void addCondition(
      boolean theory,
      List<Known> scope,
      List<Condition> conditions,
      Map<String, List<Action>> named) {
    switch (weighted(40, 13, 6, 7, 12, 7, 3, hasOr || tested || !named.isEmpty() ? 0 : 6)) {
      case 0 -> {
        Pattern pattern = pattern(scope, true);
        conditions.add(pattern);
        if (!hasOr && !joined && named.isEmpty() && chance(0.15)) {
          Branch branch = branch(pattern, theory, scope, named);
          if (branch != null) {
            conditions.add(branch);
          }
        }
      }
      case 1 -> conditions.add(new Not(inner(scope)));
      case 2 -> conditions.add(new Exists(inner(scope)));
      case 3 -> conditions.add(forall(scope));
      case 4 -> conditions.add(accumulate(scope, !named.isEmpty()));
      case 5 -> {
        String list = fresh();
        Pattern pattern = pattern(new ArrayList<>(scope), false);
        conditions.add(new Collect(list, pattern, random.nextInt(3)));
        if (chance(0.5)) {
          conditions.add(
              constrained(pattern.type(), new ArrayList<>(scope), fresh(), list, scope, true));
        }
      }
      case 6 -> {
        String list = fresh();
        String type = chance(0.5) ? "Case" : "Output";
        conditions.add(
            new Pattern(null, type, List.of(new Binding(list, Field.attr("l"))), List.of(), null));
        String text = fresh();
        List<Test> tests =
            chance(0.5)
                ? List.of()
                : List.of(
                    new Compare(
                        Field.of("this"),
                        chance(0.5) ? "==" : "!=",
                        new Literal(pick(List.of("x", "y")))));
        conditions.add(new Pattern(text, "String", List.of(), tests, list));
        scope.add(new Known(text, "key"));
      }
      default -> {
        hasOr = true;
        List<Condition> branches = new ArrayList<>();
        for (int b = 0; b < 2; b++) {
          branches.add(
              switch (weighted(6, 2, 2)) {
                case 0 -> pattern(new ArrayList<>(scope), false);
                case 1 -> new Not(pattern(new ArrayList<>(scope), false));
                default -> {
                  List<Known> local = new ArrayList<>(scope);
                  yield new All(List.of(pattern(local, true), pattern(local, false)));
                }
              });
        }
        conditions.add(new Or(branches));
      }
    }
  }

  /** A theory on judgments, which may look at one more thing, unseen or seen. */
  private RuleScript excluding(
      String name, String judgment, List<Known> scope, List<Condition> conditions) {
    if (chance(0.5)) {
      conditions.add(
          switch (weighted(3, 2, 1)) {
            case 0 -> pattern(scope, true);
            case 1 -> new Not(inner(scope));
            default -> accumulate(scope, false);
          });
    }
    Action action = chance(0.85) ? new Exclude(judgment) : new Discount(judgment);
    return new RuleScript(name, heading(true, List.of()), conditions, List.of(action), Map.of());
  }

  private void comparing(List<Condition> conditions, List<Known> scope, List<Action> actions) {
    List<Known> outputs = scope.stream().filter(it -> it.kind().equals("Output")).toList();
    if (!outputs.isEmpty() && chance(0.2)) {
      String other = fresh();
      String one = pick(outputs).name();
      conditions.add(
          new Pattern(
              other,
              "Output",
              List.of(),
              List.of(new Compare(Field.of("id"), "!=", new Property(one, "id"))),
              null));
      actions.add(
          switch (weighted(1, 1, 1)) {
            case 0 -> new PreferOver(one, other);
            case 1 -> new PreferOver(other, one);
            default -> new RankBefore(other, one);
          });
    }
  }

  /** Now and then a rule that a condition binds is lifted; its name, or null. */
  private @Nullable String liftBound(
      List<Condition> conditions, List<Known> scope, List<Action> actions) {
    List<Known> outputs = scope.stream().filter(it -> it.kind().equals("Output")).toList();
    List<RuleScript> open = earlier.stream().filter(it -> !it.heading().entrenched()).toList();
    if (outputs.isEmpty() || open.isEmpty() || !chance(0.12)) {
      return null;
    }
    RuleScript lifted = pick(open);
    String type = lifted.theory() ? "Theory" : "Principle";
    String variable = fresh();
    Test named = new Compare(Field.of("id"), "==", new Literal(lifted.name()));
    conditions.add(new Pattern(variable, type, List.of(), List.of(named), null));
    scope.add(new Known(variable, type));
    actions.add(new LiftBound(variable, chance(0.8) ? pick(outputs).name() : null));
    return lifted.name();
  }

  /** The rules that a rule says it may lift: all that it lifts, or it says nothing. */
  private List<String> except(List<Action> said, @Nullable String lifted) {
    Set<String> names = new TreeSet<>();
    said.stream()
        .map(it -> it instanceof IfTrue conditional ? conditional.then() : it)
        .filter(LiftClaims.class::isInstance)
        .forEach(it -> names.add(((LiftClaims) it).rule()));
    if (lifted != null) {
      names.add(lifted);
    }
    return chance(lifted == null ? 0.3 : 0.6) ? List.copyOf(names) : List.of();
  }

  private Condition inner(List<Known> scope) {
    List<Known> local = new ArrayList<>(scope);
    return switch (weighted(6, 4, 2)) {
      case 0 -> pattern(local, false);
      case 1 -> {
        joined = true;
        yield new All(
            List.of(
                pattern(local, true),
                chance(0.25) ? new Not(pattern(local, false)) : pattern(local, false)));
      }
      default -> chance(0.5) ? new Not(pattern(local, false)) : new Exists(pattern(local, false));
    };
  }

  /** That whatever passes some tests passes others as well, itself. */
  private Condition ofEach(List<Known> local) {
    String type = type();
    String each = fresh();
    Pattern first = constrained(type, local, each, null, local, true);
    Pattern other = constrained(type, local, null, null, local, false);
    List<Test> tests = new ArrayList<>(other.tests());
    tests.add(0, new Compare(Field.of("this"), "==", new Variable(each)));
    List<Condition> rest = new ArrayList<>();
    rest.add(new Pattern(null, type, List.of(), tests, null));
    if (chance(0.2)) {
      rest.add(pattern(local, false));
    }
    return new Forall(first, rest);
  }

  private Condition forall(List<Known> scope) {
    List<Known> local = new ArrayList<>(scope);
    if (chance(0.3)) {
      String type = type();
      return new Forall(
          new Pattern(null, type, List.of(), List.of(test(type, local)), null), List.of());
    }
    if (chance(0.4)) {
      return ofEach(local);
    }
    Pattern first = pattern(local, true);
    List<Condition> rest = new ArrayList<>();
    for (int i = 0; i < 1 + weighted(3, 1); i++) {
      rest.add(pattern(local, false));
    }
    return new Forall(first, rest);
  }

  private Condition accumulate(List<Known> scope, boolean branched) {
    List<Known> local = new ArrayList<>(scope);
    String fact = fresh();
    String type = type();
    List<Condition> source = new ArrayList<>();
    if (!branched && !hasOr && chance(0.3)) {
      joined = true;
      tested = true;
      source.add(pattern(local, true));
    }
    Pattern counted = constrained(type, local, fact, null, local, false);
    Vocabularies.Typed number = null;
    List<Binding> bindings = new ArrayList<>();
    for (Vocabularies.Typed field : fields(type)) {
      if (field.kind().equals("int")) {
        number = field;
      }
    }
    String sum = fresh();
    if (number != null) {
      bindings.add(new Binding(sum, number.field()));
    }
    source.add(new Pattern(fact, type, bindings, counted.tests(), null));
    List<Script.Function> functions = new ArrayList<>();
    List<@Nullable Integer> least = new ArrayList<>();
    int count = 1 + (hasOr ? 0 : weighted(4, 1));
    tested |= count > 1;
    for (int i = 0; i < count; i++) {
      boolean counts = number == null || chance(0.5);
      String result = fresh();
      functions.add(
          counts
              ? new Script.Function("count", fact, result)
              : new Script.Function(
                  count > 1 ? "sum" : pick(List.of("sum", "min", "max")), sum, result));
      least.add(chance(0.6) ? Integer.valueOf(random.nextInt(3)) : null);
      scope.add(new Known(result, "result"));
    }
    boolean classic = functions.size() == 1 && chance(0.3);
    return new Accumulate(
        source.size() == 1 ? source.get(0) : new All(source), functions, least, classic);
  }

  private @Nullable Branch branch(
      Pattern pattern, boolean theory, List<Known> scope, Map<String, List<Action>> named) {
    if (!List.of("Output", "Judgment", "Claim").contains(pattern.type())) {
      return null;
    }
    List<Arm> arms = new ArrayList<>();
    int count = 1 + weighted(3, 2);
    for (int i = 0; i < count; i++) {
      String label = "x" + i;
      Test test = chance(0.2) && i == count - 1 ? null : literalTest(pattern.type());
      arms.add(new Arm(test, label, test != null && chance(0.3)));
      named.put(label, List.of(action(theory, scope)));
    }
    return new Branch(arms);
  }

  /** A situation in which, with the rules given, there are at most eight elements. */
  Situation situation(Script script) {
    return new Situations(random).situation(script);
  }
}
