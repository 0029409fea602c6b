package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.inference.Script.*;
import org.equipoise.inference.Situation.Alternative;
import org.equipoise.inference.Situation.Held;
import org.equipoise.inference.Situation.Value;
import org.jspecify.annotations.Nullable;

/** Random scripts, and random situations to run them on; the same for the same seed. */
final class Generator {
  private static final int MOST_ELEMENTS = 8;
  private static final List<String> OUTPUTS = List.of("a", "b", "c");
  private static final List<String> JUDGMENTS = List.of("J1", "J2", "J3", "J4");
  private static final List<String> STATUSES = List.of("forbidden", "permitted", "obligatory");
  private static final List<String> TAGS = List.of("t1", "t2");

  /** What a variable holds: a fact of a type, or a value of some kind. */
  private record Known(String name, String kind) {}

  private record Typed(Field field, String kind) {}

  private static final Map<String, List<Typed>> FIELDS =
      Map.of(
          "Output",
          List.of(
              typed("id", "output"),
              typed("index", "int"),
              typed("@p", "truth"),
              typed("@q", "truth"),
              typed("@n", "number"),
              typed("@m", "number"),
              typed("@s", "text"),
              typed("@flag:p", "flag"),
              typed("@num:n", "typed number"),
              typed("@num:s", "typed number"),
              typed("@text:s", "typed text"),
              typed("@text:m", "typed text"),
              typed("@list:l", "list")),
          "Case",
          List.of(
              typed("@u", "truth"),
              typed("@v", "number"),
              typed("@w", "text"),
              typed("@num:v", "typed number")),
          "Judgment",
          List.of(
              typed("id", "judgment"),
              typed("output", "output"),
              typed("output", "output"),
              typed("status", "status"),
              typed("status", "status"),
              typed("prefer", "output"),
              typed("over", "output"),
              typed("@g", "truth"),
              typed("@h", "number")),
          "Claim",
          List.of(
              typed("output", "output"),
              typed("output", "output"),
              typed("status", "status"),
              typed("status", "status"),
              typed("over", "output"),
              typed("by", "element")),
          "D",
          List.of(typed("k", "key"), typed("n", "int")),
          "Principle",
          List.of(typed("id", "rule"), typed("tags", "tags"), typed("tags", "tags")),
          "Theory",
          List.of(typed("id", "rule"), typed("tags", "tags")),
          "Exclusion",
          List.of(typed("judgment", "judgment")),
          "Stance",
          List.of(typed("output", "output"), typed("position", "position")),
          "Alike",
          List.of(typed("key", "key"), typed("output", "output")));

  private final Random random;
  private final List<String> types = new ArrayList<>();
  private List<String> ruleNames = List.of();
  private int variables;
  private int level;
  private boolean joined;
  private boolean tested; // what an `or` does not go together with

  Generator(long seed) {
    random = new Random(seed);
    random.nextInt();
  }

  private static Typed typed(String name, String kind) {
    if (!name.startsWith("@")) {
      return new Typed(Field.of(name), kind);
    }
    int colon = name.indexOf(':');
    return new Typed(
        colon < 0
            ? Field.attr(name.substring(1))
            : new Field(name.substring(colon + 1), name.substring(1, colon)),
        kind);
  }

  /** A script; all but a few have an order in which their rules may run. */
  Script script() {
    types.clear();
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
        TAGS.stream().filter(it -> chance(0.4)).toList(),
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
    Typed number = null;
    List<Binding> bindings = new ArrayList<>();
    for (Typed field : fields(type)) {
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
      Typed field = pick(fields(type));
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
    Typed typed = pick(fields(type));
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
              : new Compare(field, operator, new Literal(pick(OUTPUTS.subList(0, 2))));
      case "judgment" -> new Compare(field, operator, new Literal(pick(JUDGMENTS.subList(0, 2))));
      case "status" -> new Compare(field, operator, new Literal(pick(STATUSES)));
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
      case "tags" -> new Compare(field, "contains", new Literal(pick(TAGS)));
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

  private List<Typed> fields(String type) {
    return FIELDS.get(type.startsWith("D") ? "D" : type);
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
    int room = MOST_ELEMENTS - script.rules().size();
    List<Alternative> outputs = new ArrayList<>();
    int count = 1 + weighted(1, 4, 2);
    for (int i = 0; i < count; i++) {
      outputs.add(new Alternative(OUTPUTS.get(i), attributes("pqnms", 0.6)));
    }
    Map<String, Value> attributes = attributes("uvw", 0.7);
    int disputes = Math.min(room, weighted(4, 4, 2));
    List<Held> held = new ArrayList<>();
    int judgments = Math.min(room - disputes, weighted(1, 3, 4, 3, 1));
    for (int i = 0; i < judgments; i++) {
      String output = pick(OUTPUTS.subList(0, count));
      Map<String, Value> circumstances = attributes("gh", 0.6);
      if (count > 1 && chance(0.3)) {
        List<String> others = new ArrayList<>(OUTPUTS.subList(0, count));
        others.remove(output);
        held.add(new Held(JUDGMENTS.get(i), output, null, pick(others), circumstances));
      } else {
        held.add(new Held(JUDGMENTS.get(i), output, pick(STATUSES), null, circumstances));
      }
    }
    for (int i = 0; i < disputes; i++) {
      Map<String, Value> owner =
          chance(0.25) ? attributes : outputs.get(random.nextInt(count)).attributes();
      List<String> names = new ArrayList<>(owner.keySet());
      if (!names.isEmpty()) {
        String name = pick(names);
        owner.put(name, new Value(owner.get(name).value(), true));
      }
    }
    Collections.shuffle(outputs, random);
    Collections.shuffle(held, random);
    return new Situation(attributes, outputs, held);
  }

  private Map<String, Value> attributes(String names, double presence) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < names.length(); i++) {
      char name = names.charAt(i);
      if (chance(presence)) {
        Object value =
            switch (name) {
              case 'p', 'q', 'u', 'g' -> chance(0.6);
              case 'n', 'm', 'v', 'h' -> random.nextInt(4);
              default -> pick(List.of("x", "y"));
            };
        values.put(String.valueOf(name), new Value(value, false));
      }
    }
    if (!names.equals("gh") && chance(0.5)) {
      values.put("l", new Value(chance(0.5) ? List.of("x", "y") : List.of("y"), false));
    }
    return values;
  }

  private String fresh() {
    return "$v" + variables++;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int at = random.nextInt(sum);
    int choice = 0;
    while (at >= weights[choice]) {
      at -= weights[choice++];
    }
    return choice;
  }
}
