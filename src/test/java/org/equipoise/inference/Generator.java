package org.equipoise.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.inference.Script.*;
import org.jspecify.annotations.Nullable;

/** Random scripts, and random situations to run them on; the same for the same seed. */
final class Generator extends Dice {

  /** What a variable holds: a fact of a type, or a value of some kind. */
  private record Known(String name, String kind) {}

  private final List<String> types = new ArrayList<>();
  private List<String> ruleNames = List.of();
  private final List<String> liftable = new ArrayList<>();
  private int variables;
  private int level;
  private boolean joined;
  private boolean tested; // what an `or` does not go together with

  Generator(long seed) {
    super(new Random(seed));
    random.nextInt();
  }

  /** A script; all but a few have an order in which their rules may run. */
  Script script() {
    types.clear();
    liftable.clear();
    int declared = 1 + random.nextInt(3);
    for (int i = 0; i < declared; i++) {
      types.add("D" + i);
    }
    int size = 2 + weighted(1, 3, 4, 3);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      names.add((chance(0.5) ? "r" : "z") + i);
    }
    ruleNames = names;
    boolean wild = chance(0.12);
    List<RuleScript> rules = new ArrayList<>();
    for (String name : names) {
      for (int attempt = 0; attempt < 60; attempt++) {
        RuleScript rule = rule(name);
        List<RuleScript> more = new ArrayList<>(rules);
        more.add(rule);
        if (wild || Dependences.strata(new Script(types, more)) != null) {
          rules.add(rule);
          if (!rule.entrenched()) {
            liftable.add(name);
          }
          break;
        }
      }
    }
    return new Script(List.copyOf(types), List.copyOf(rules));
  }

  private RuleScript rule(String name) {
    variables = 0;
    joined = false;
    tested = false;
    level = random.nextInt(types.size() + 1);
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
    boolean hasOr = false;
    for (int i = 0; i < count; i++) {
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
        case 4 -> conditions.add(accumulate(scope, !named.isEmpty(), hasOr));
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
              new Pattern(
                  null, type, List.of(new Binding(list, Field.attr("l"))), List.of(), null));
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
    boolean speaks = scope.stream().anyMatch(it -> it.kind().equals("Output"));
    if (!speaks && chance(0.7)) {
      boolean first = chance(0.5);
      conditions.add(
          first ? 0 : conditions.size(),
          constrained("Output", first ? List.of() : scope, fresh(), null, scope, false));
    }
    List<Action> actions = new ArrayList<>();
    preferring(conditions, scope, actions);
    for (int i = 0; i < 1 + weighted(4, 1); i++) {
      actions.add(action(theory, scope));
    }
    return new RuleScript(
        name,
        theory,
        chance(0.15),
        Vocabularies.TAGS.stream().filter(it -> chance(0.4)).toList(),
        conditions,
        actions,
        named);
  }

  /** A theory on judgments, which may look at one more thing, unseen or seen. */
  private RuleScript excluding(
      String name, String judgment, List<Known> scope, List<Condition> conditions) {
    if (chance(0.5)) {
      conditions.add(
          switch (weighted(3, 2, 1)) {
            case 0 -> pattern(scope, true);
            case 1 -> new Not(inner(scope));
            default -> accumulate(scope, false, false);
          });
    }
    Action action = chance(0.85) ? new Exclude(judgment) : new Discount(judgment);
    return new RuleScript(
        name, true, chance(0.15), List.of(), conditions, List.of(action), Map.of());
  }

  /** A declared type; most rules read those below the one that they derive. */
  private String declared(boolean derived) {
    return chance(0.2) || level == (derived ? types.size() : 0)
        ? pick(types)
        : types.get(derived ? level : random.nextInt(level));
  }

  private void preferring(List<Condition> conditions, List<Known> scope, List<Action> actions) {
    List<Known> outputs = scope.stream().filter(it -> it.kind().equals("Output")).toList();
    if (!outputs.isEmpty() && chance(0.12)) {
      String other = fresh();
      String one = pick(outputs).name();
      conditions.add(
          new Pattern(
              other,
              "Output",
              List.of(),
              List.of(new Compare(Field.of("id"), "!=", new Property(one, "id"))),
              null));
      actions.add(chance(0.5) ? new PreferOver(one, other) : new PreferOver(other, one));
    }
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

  private Condition accumulate(List<Known> scope, boolean branched, boolean hasOr) {
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

  private Test literalTest(String type) {
    for (; ; ) {
      Test test = test(type, List.of());
      if (test instanceof Compare it && it.with() instanceof Literal) {
        return test;
      }
    }
  }

  private Pattern pattern(List<Known> scope, boolean binds) {
    String type = type();
    return constrained(type, scope, binds && chance(0.7) ? fresh() : null, null, scope, binds);
  }

  /** A pattern whose tests see one scope and whose variables go to another. */
  private Pattern constrained(
      String type,
      List<Known> seen,
      @Nullable String variable,
      @Nullable String from,
      List<Known> scope,
      boolean binds) {
    List<Test> tests = new ArrayList<>();
    int count = weighted(4, 5, 1);
    for (int i = 0; i < count; i++) {
      tests.add(test(type, seen));
    }
    List<Binding> bindings = new ArrayList<>();
    if (binds && chance(0.6)) {
      Vocabularies.Typed field = pick(fields(type));
      if (!field.kind().equals("tags")) {
        String bound = fresh();
        bindings.add(new Binding(bound, field.field()));
        scope.add(new Known(bound, field.kind()));
      }
    }
    if (variable != null) {
      scope.add(new Known(variable, type));
    }
    return new Pattern(variable, type, bindings, tests, from);
  }

  private Test test(String type, List<Known> scope) {
    Test test = comparison(type, scope);
    return switch (weighted(12, 1, 1)) {
      case 0 -> test;
      case 1 -> new Either(test, comparison(type, scope));
      default -> new Negated(test);
    };
  }

  private Test comparison(String type, List<Known> scope) {
    Vocabularies.Typed typed = pick(fields(type));
    Field field = typed.field();
    List<Term> joins = joins(typed.kind(), scope);
    String operator = chance(0.7) ? "==" : "!=";
    if (!joins.isEmpty() && chance(0.65)) {
      Term join = pick(joins);
      boolean ordered =
          List.of("output", "judgment", "int", "number", "typed number").contains(typed.kind());
      boolean samely =
          join instanceof Variable it
              && scope.contains(new Known(it.name(), typed.kind()))
              && !typed.kind().equals("output");
      return new Compare(
          field,
          ordered && samely && chance(0.4) ? pick(List.of(">", "<", ">=", "<=")) : operator,
          join);
    }
    return switch (typed.kind()) {
      case "output" ->
          chance(0.15)
              ? new Compare(field, operator, new Literal(null))
              : new Compare(field, operator, new Literal(pick(Vocabularies.OUTPUTS.subList(0, 2))));
      case "judgment" ->
          new Compare(field, operator, new Literal(pick(Vocabularies.JUDGMENTS.subList(0, 2))));
      case "status" -> new Compare(field, operator, new Literal(pick(Vocabularies.STATUSES)));
      case "truth" ->
          switch (weighted(5, 3, 1, 1)) {
            case 0 -> new Compare(field, "==", new Literal(true));
            case 1 -> new Compare(field, "==", new Literal(false));
            case 2 -> new Compare(field, "!=", new Literal(null));
            default -> new Compare(field, "!=", new Literal(true));
          };
      case "flag" -> new Compare(field, operator, new Literal(chance(0.5)));
      case "typed text" -> new Compare(field, operator, new Literal(pick(List.of("x", "y"))));
      case "list" -> new Compare(field, "contains", new Literal(pick(List.of("x", "y"))));
      case "int", "number", "typed number" ->
          new Compare(
              field,
              pick(List.of(">", "<", ">=", "<=", "==", "!=")),
              new Literal(random.nextInt(3)));
      case "text" ->
          chance(0.2)
              ? new Compare(field, operator, new Literal(null))
              : new Compare(field, operator, new Literal(pick(List.of("x", "y"))));
      case "key" -> new Compare(field, operator, new Literal(pick(List.of("a", "b", "x"))));
      case "tags" -> new Compare(field, "contains", new Literal(pick(Vocabularies.TAGS)));
      case "rule" -> new Compare(field, operator, new Literal(pick(ruleNames)));
      case "position" -> new Compare(field, operator, new Literal(pick(List.of("against", "for"))));
      case "element" -> {
        List<String> elements = new ArrayList<>(List.of("judgment:J1", "judgment:J2"));
        ruleNames.forEach(it -> elements.add("principle:" + it));
        yield new Compare(field, operator, new Literal(pick(elements)));
      }
      default -> throw new IllegalStateException(typed.kind());
    };
  }

  private List<Term> joins(String kind, List<Known> scope) {
    List<Term> joins = new ArrayList<>();
    for (Known known : scope) {
      boolean fits =
          known.kind().equals(kind)
              || (kind.equals("output") && known.kind().equals("key"))
              || (kind.equals("key") && known.kind().equals("output"))
              || (kind.equals("int") && known.kind().equals("result"));
      if (fits) {
        joins.add(new Variable(known.name()));
      }
      if (known.kind().equals("Output") && kind.equals("output")) {
        joins.add(new Property(known.name(), "id"));
        joins.add(new Property(known.name(), "id"));
      }
      if (known.kind().equals("Judgment") && kind.equals("output")) {
        joins.add(new Property(known.name(), "output"));
      }
      if (known.kind().equals("Judgment") && kind.equals("element")) {
        joins.add(new Prefixed("judgment:", new Property(known.name(), "id")));
      }
      if (known.kind().equals("Claim") && kind.equals("output")) {
        joins.add(new Property(known.name(), "output"));
      }
    }
    return joins;
  }

  private List<Vocabularies.Typed> fields(String type) {
    return Vocabularies.FIELDS.get(type.startsWith("D") ? "D" : type);
  }

  private String type() {
    return switch (weighted(24, 18, 18, 26, 6, 3, 5, 3, 3, 2)) {
      case 0 -> "Output";
      case 1 -> "Judgment";
      case 2 -> "Claim";
      case 3 -> declared(false);
      case 4 -> "Principle";
      case 5 -> "Theory";
      case 6 -> "Case";
      case 7 -> "Exclusion";
      case 8 -> "Stance";
      default -> "Alike";
    };
  }

  private Action action(boolean theory, List<Known> scope) {
    List<Action> possible = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    for (Known known : scope) {
      switch (known.kind()) {
        case "Output" -> {
          for (String word : List.of("forbid", "forbid", "forbid", "permit", "permit", "oblige")) {
            Action say = new Say(word, known.name());
            possible.add(
                chance(0.15) ? new IfTrue(known.name(), pick(List.of("p", "q")), say) : say);
          }
          facts.add(known.name());
          if (chance(0.5)) {
            possible.add(new LeaveToPerson(known.name()));
          }
          if (!liftable.isEmpty()) {
            possible.add(new LiftClaims(pick(liftable), chance(0.8) ? known.name() : null));
          }
          if (chance(0.4)) {
            possible.add(new MarkAlike(known.name(), key(scope)));
          }
        }
        case "Judgment" -> {
          facts.add(known.name());
          if (theory) {
            possible.add(new Exclude(known.name()));
            possible.add(new Exclude(known.name()));
            possible.add(new Discount(known.name()));
          }
        }
        case "Principle", "Theory" -> {
          facts.add(known.name());
          possible.add(new Incompatible(List.of(known.name())));
          if (theory) {
            possible.add(new Support(known.name()));
          }
        }
        case "Claim", "output", "key", "result" -> facts.add(known.name());
        default -> {}
      }
    }
    if (!facts.isEmpty()) {
      List<String> participants = new ArrayList<>(List.of(pick(facts)));
      if (chance(0.4)) {
        participants.add(pick(facts));
      }
      possible.add(new Incompatible(participants));
    }
    for (int i = 0; i < (level < types.size() ? 6 : 1); i++) {
      possible.add(
          new Insert(
              declared(true), key(scope), chance(0.4) ? number(scope) : literal(), chance(0.3)));
    }
    return pick(possible);
  }

  private Term literal() {
    return new Literal(random.nextInt(3));
  }

  private Term key(List<Known> scope) {
    List<Term> keys = new ArrayList<>(List.of(new Literal("a"), new Literal("x")));
    for (Known known : scope) {
      if (List.of("output", "key", "text", "status").contains(known.kind())) {
        keys.add(new Variable(known.name()));
        keys.add(new Variable(known.name()));
      }
    }
    return pick(keys);
  }

  private Term number(List<Known> scope) {
    List<Term> numbers = new ArrayList<>();
    for (Known known : scope) {
      if (List.of("int", "result").contains(known.kind())) {
        numbers.add(new Variable(known.name()));
        numbers.add(new Next(known.name()));
      }
    }
    return numbers.isEmpty() ? literal() : pick(numbers);
  }

  /** A situation in which, with the rules given, there are at most eight elements. */
  Situation situation(Script script) {
    return new Situations(random).situation(script);
  }

  private String fresh() {
    return "$v" + variables++;
  }
}
