package org.equipoise.inference;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small language of rules, as syntax trees: what the generator writes, what {@link ScriptText}
 * renders as DRL and what {@link Interpreter} runs without any rule engine.
 *
 * @param types declared types, each with the key fields {@code k : String} and {@code n : int}
 * @param areLevelled whether it declares {@link #LEVELS}; then rules may name one
 */
record Script(List<String> types, boolean areLevelled, List<RuleScript> rules) {
  /** The levels, the highest first. */
  static final List<String> LEVELS = List.of("high", "mid", "low");

  /** The place of a level; what names none is of the lowest. */
  static int rank(@Nullable String level) {
    return level == null ? LEVELS.size() - 1 : LEVELS.indexOf(level);
  }

  /** One principle or theory. */
  record RuleScript(
      String name,
      Heading heading,
      List<Condition> conditions,
      List<Action> actions,
      Map<String, List<Action>> named) {

    boolean theory() {
      return heading.theory();
    }

    String element() {
      return (theory() ? "theory:" : "principle:") + name;
    }

    /** What its consequences say, the named ones too, and what they say on a condition. */
    List<Action> says() {
      return Stream.concat(actions.stream(), named.values().stream().flatMap(List::stream))
          .map(it -> it instanceof IfTrue conditional ? conditional.then() : it)
          .toList();
    }
  }

  /**
   * What is written between a rule's name and its conditions.
   *
   * @param level the level that it names, or null
   * @param liftedBy the level from which on claims in favour lift it; null if it is no default
   * @param except the rules that alone it may lift; none where it names none
   * @param from the first day of its term, or null
   * @param until the last day of its term, or null
   */
  record Heading(
      boolean theory,
      boolean entrenched,
      List<String> tags,
      @Nullable String level,
      @Nullable String liftedBy,
      List<String> except,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {

    boolean isInForce(LocalDate day) {
      return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
    }
  }

  /** The rules that may lift the claims of one that is entrenched: those that do it by its name. */
  List<String> liftersOf(String rule) {
    return rules.stream()
        .filter(
            it ->
                it.says().stream()
                    .anyMatch(
                        action -> action instanceof LiftClaims lift && lift.rule().equals(rule)))
        .map(RuleScript::name)
        .toList();
  }

  /**
   * A property of a fact, or one of its attributes.
   *
   * @param accessor the method by which an attribute is read; empty for a property
   */
  record Field(String name, String accessor) {
    static Field of(String name) {
      return new Field(name, "");
    }

    static Field attr(String name) {
      return new Field(name, "attr");
    }

    boolean attribute() {
      return !accessor.isEmpty();
    }
  }

  /** What a field is compared with, or what goes into a derived fact. */
  sealed interface Term {}

  record Literal(@Nullable Object value) implements Term {}

  record Variable(String name) implements Term {}

  /** {@code $fact.property}. */
  record Property(String fact, String property) implements Term {}

  /** {@code ( "prefix" + $fact.property )}. */
  record Prefixed(String prefix, Property rest) implements Term {}

  /** {@code Math.min( 3, $n + 1 )}: recursion that ends. */
  record Next(String number) implements Term {}

  /** A constraint of a pattern. */
  sealed interface Test {}

  record Compare(Field field, String operator, Term with) implements Test {}

  record Either(Test one, Test other) implements Test {}

  record Negated(Test test) implements Test {}

  record Binding(String variable, Field field) {}

  /** A condition of a rule. */
  sealed interface Condition {}

  /**
   * A fact is of a type and passes all tests.
   *
   * @param variable what it is bound to, or null
   * @param from the variable that holds the list it is taken from, or null for all facts
   */
  record Pattern(
      @Nullable String variable,
      String type,
      List<Binding> bindings,
      List<Test> tests,
      @Nullable String from)
      implements Condition {}

  record All(List<Condition> conditions) implements Condition {}

  record Or(List<Condition> branches) implements Condition {}

  record Not(Condition condition) implements Condition {}

  record Exists(Condition condition) implements Condition {}

  /** Whatever matches the first also matches the rest; with no rest, all of its type match it. */
  record Forall(Pattern first, List<Condition> rest) implements Condition {}

  /** {@code count}, {@code sum}, {@code min} or {@code max} of a variable. */
  record Function(String name, String of, String result) {}

  /**
   * An accumulate.
   *
   * @param least what each result is at least; null where it is free
   * @param classic whether it is written {@code Number( … ) from accumulate( … )}
   */
  record Accumulate(
      Condition source, List<Function> functions, List<@Nullable Integer> least, boolean classic)
      implements Condition {}

  record Collect(String list, Pattern pattern, int least) implements Condition {}

  /** One way of a branch; without a test it is taken in any case. */
  record Arm(@Nullable Test test, String label, boolean breaks) {}

  /** A named consequence, on what the pattern before it matched. */
  record Branch(List<Arm> arms) implements Condition {}

  /** What a consequence says. */
  sealed interface Action {}

  /**
   * A claim.
   *
   * @param degree the part of the rule's weight, or null for all of it without saying so
   */
  record Say(String word, String output, @Nullable Degree degree) implements Action {}

  /** A part of a weight. */
  sealed interface Degree {}

  /** All of it where an attribute is true, and none elsewhere. */
  record WhereTrue(String fact, String attribute) implements Degree {}

  /** Halves, up to two. */
  record Halves(Term number) implements Degree {}

  record PreferOver(String output, String over) implements Action {}

  record Insert(String type, Term k, Term n, boolean logical) implements Action {}

  record Exclude(String judgment) implements Action {}

  record Discount(String judgment) implements Action {}

  /** {@code support} or {@code undermine}. */
  record Weigh(String word, String target) implements Action {}

  record Incompatible(List<String> participants) implements Action {}

  record MarkAlike(String output, Term key) implements Action {}

  /**
   * The claims of a rule are lifted.
   *
   * @param output the variable of an output; null for the whole case
   */
  record LiftClaims(String rule, @Nullable String output) implements Action {}

  /**
   * The claims of a rule that a condition binds are lifted.
   *
   * @param rule the variable of the rule
   * @param output the variable of an output; null for the whole case
   */
  record LiftBound(String rule, @Nullable String output) implements Action {}

  record LeaveToPerson(String output) implements Action {}

  /** {@code encourage}, or {@code discourage} where the strength is negative. */
  record Pull(String output, double strength) implements Action {}

  record RankBefore(String output, String over) implements Action {}

  record Raise(String name) implements Action {}

  /** {@code if ( Boolean.TRUE.equals( $fact.attr("…") ) )}. */
  record IfTrue(String fact, String attribute, Action then) implements Action {}
}
