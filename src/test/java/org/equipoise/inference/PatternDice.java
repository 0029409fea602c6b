package org.equipoise.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.inference.Script.*;
import org.jspecify.annotations.Nullable;

/** Random patterns of one rule, and their tests. */
class PatternDice extends Dice {

  /** What a variable holds: a fact of a type, or a value of some kind. */
  record Known(String name, String kind) {}

  final List<String> types = new ArrayList<>();
  List<String> ruleNames = List.of();
  boolean areLevelled;

  /** How many of the types the rule builds on. */
  int level;

  private int variables;

  PatternDice(Random random) {
    super(random);
  }

  void beginRule() {
    variables = 0;
    level = random.nextInt(types.size() + 1);
  }

  String fresh() {
    return "$v" + variables++;
  }

  /** A declared type; most rules read those below the one that they derive. */
  String declared(boolean derived) {
    return chance(0.2) || level == (derived ? types.size() : 0)
        ? pick(types)
        : types.get(derived ? level : random.nextInt(level));
  }

  Pattern pattern(List<Known> scope, boolean binds) {
    String type = type();
    return constrained(type, scope, binds && chance(0.7) ? fresh() : null, null, scope, binds);
  }

  /** A pattern whose tests see one scope and whose variables go to another. */
  Pattern constrained(
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

  Test test(String type, List<Known> scope) {
    Test test = comparison(type, scope);
    return switch (weighted(12, 1, 1)) {
      case 0 -> test;
      case 1 -> new Either(test, comparison(type, scope));
      default -> new Negated(test);
    };
  }

  Test literalTest(String type) {
    for (; ; ) {
      Test test = test(type, List.of());
      if (test instanceof Compare it && it.with() instanceof Literal) {
        return test;
      }
    }
  }

  Test comparison(String type, List<Known> scope) {
    Vocabularies.Typed typed = pick(fields(type));
    while (typed.kind().equals("level") && !areLevelled) {
      typed = pick(fields(type));
    }
    Field field = typed.field();
    List<Term> joins = joins(typed.kind(), scope);
    String operator = chance(0.7) ? "==" : "!=";
    if (!joins.isEmpty() && chance(0.65)) {
      Term join = pick(joins);
      boolean ordered =
          List.of("output", "judgment", "int", "number", "typed number", "age")
              .contains(typed.kind());
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
      case "age" ->
          chance(0.1)
              ? new Compare(field, operator, new Literal(null))
              : new Compare(
                  field,
                  pick(List.of(">", "<", ">=", "<=", "==", "!=")),
                  new Literal(random.nextInt(3)));
      case "role" -> new Compare(field, operator, new Literal(pick(Vocabularies.ROLES)));
      case "level" -> new Compare(field, operator, new Literal(pick(Script.LEVELS)));
      case "raised" ->
          chance(0.8)
              ? new Compare(field, "==", new Literal(true))
              : new Compare(field, "!=", new Literal(null));
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

  List<Term> joins(String kind, List<Known> scope) {
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

  List<Vocabularies.Typed> fields(String type) {
    return Vocabularies.FIELDS.get(type.startsWith("D") ? "D" : type);
  }

  String type() {
    return switch (weighted(24, 18, 18, 26, 6, 3, 5, 3, 3, 2, 6, 5)) {
      case 0 -> "Output";
      case 1 -> "Judgment";
      case 2 -> "Claim";
      case 3 -> declared(false);
      case 4 -> "Principle";
      case 5 -> "Theory";
      case 6 -> "Case";
      case 7 -> "Exclusion";
      case 8 -> "Stance";
      case 9 -> "Alike";
      case 10 -> "Message";
      default -> "Session";
    };
  }
}
