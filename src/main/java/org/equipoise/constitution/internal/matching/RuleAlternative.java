package org.equipoise.constitution.internal.matching;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.drools.model.Binding;
import org.drools.model.Condition;
import org.drools.model.Consequence;
import org.drools.model.Constraint;
import org.drools.model.Declaration;
import org.drools.model.Pattern;
import org.drools.model.Rule;
import org.drools.model.SingleConstraint;
import org.drools.model.Variable;
import org.drools.model.functions.BlockN;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.PredicateN;
import org.equipoise.facts.IncomparableException;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a rule can match: a sequence of conditions, and what happens when they hold. A
 * rule with {@code or} has several.
 */
final class RuleAlternative {

  /** A condition in a sequence. */
  sealed interface Step {}

  /** Some fact of a kind, with values bound from it and tests that involve other facts. */
  static final class FactStep implements Step {
    private final int slot;
    private final int variable;
    private final List<Bind> binds;
    private final List<Test> tests;
    private final @Nullable EqualTexts first;

    FactStep(
        int slot, int variable, List<Bind> binds, List<Test> tests, @Nullable EqualTexts first) {
      this.slot = slot;
      this.variable = variable;
      this.binds = binds;
      this.tests = tests;
      this.first = first;
    }

    /** The first of its tests, if it is one of equal texts. */
    @Nullable EqualTexts first() {
      return first;
    }

    /** Where facts gather that pass the tests of the pattern alone. */
    int slot() {
      return slot;
    }

    /** Whether a fact does, all that is bound before it given; binds it and what it yields. */
    boolean accepts(Object fact, Object[] bound) {
      bound[variable] = fact;
      for (int i = 0; i < binds.size(); i++) {
        binds.get(i).take(bound);
      }
      for (int i = 0; i < tests.size(); i++) {
        if (!tests.get(i).passes(bound)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether there is, or is not, a way to go through one of some sequences. */
  record ExistsStep(boolean negated, List<List<Step>> alternatives) implements Step {}

  /** A value taken from what is bound, and bound in turn. */
  private static final class Bind {
    private final Binding binding;
    private final int[] inputs;
    private final int variable;

    Bind(Binding binding, int[] inputs, int variable) {
      this.binding = binding;
      this.inputs = inputs;
      this.variable = variable;
    }

    void take(Object[] bound) {
      bound[variable] = binding.eval(values(inputs, bound));
    }
  }

  /** A test of what is bound. */
  private static final class Test {
    private final PredicateN predicate;
    private final String written;
    private final int[] inputs;

    Test(SingleConstraint constraint, int[] inputs) {
      this.predicate = constraint.getPredicate();
      this.written = written(constraint, inputs.length);
      this.inputs = inputs;
    }

    /** The condition as it is written in the rule, or what the engine calls it. */
    private static String written(SingleConstraint constraint, int inputs) {
      return switch (inputs) {
        case 1 -> constraint.getPredicate1().predicateInformation().getStringConstraint();
        case 2 -> constraint.getPredicate2().predicateInformation().getStringConstraint();
        case 3 -> constraint.getPredicate3().predicateInformation().getStringConstraint();
        case 4 -> constraint.getPredicate4().predicateInformation().getStringConstraint();
        case 5 -> constraint.getPredicate5().predicateInformation().getStringConstraint();
        default -> constraint.getExprId();
      };
    }

    boolean passes(Object[] bound) {
      try {
        return predicate.test(values(inputs, bound));
      } catch (IncomparableException e) {
        throw e.in(written);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Object[] values(int[] variables, Object[] bound) {
    Object[] values = new Object[variables.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bound[variables[i]];
    }
    return values;
  }

  private final int rule;
  private final int number;
  private final List<Step> steps;
  private final int[] slots;
  private final int variables;
  private final BlockN consequence;
  private final int[] arguments;

  private RuleAlternative(
      int rule, int number, List<Step> steps, int variables, BlockN consequence, int[] arguments) {
    this.rule = rule;
    this.number = number;
    this.steps = steps;
    this.slots =
        steps.stream()
            .filter(FactStep.class::isInstance)
            .mapToInt(it -> ((FactStep) it).slot())
            .toArray();
    this.variables = variables;
    this.consequence = consequence;
    this.arguments = arguments;
  }

  /**
   * The productions of a rule.
   *
   * @param number the rule's
   * @param first the first production's number
   */
  static List<RuleAlternative> of(Rule rule, int number, AlphaNetwork discrimination, int first)
      throws UnmatchableException {
    Consequence consequence = rule.getDefaultConsequence();
    if (rule.getConsequences().size() != 1
        || consequence == null
        || consequence.isUsingDrools()
        || consequence.isBreaking()
        || !consequence.getLanguage().equals("java")) {
      throw new UnmatchableException(consequence);
    }
    List<RuleAlternative> productions = new ArrayList<>();
    for (List<Condition> sequence : alternatives(rule.getView())) {
      productions.add(
          new Reading(number, first + productions.size(), discrimination)
              .production(sequence, consequence));
    }
    return productions;
  }

  /**
   * A condition as alternatives, each a sequence of patterns and of {@code not}, {@code exists}.
   */
  private static List<List<Condition>> alternatives(Condition condition)
      throws UnmatchableException {
    switch (condition.getType()) {
      case AND -> {
        List<List<Condition>> all = List.of(List.of());
        for (Condition part : condition.getSubConditions()) {
          List<List<Condition>> longer = new ArrayList<>();
          for (List<Condition> begun : all) {
            for (List<Condition> end : alternatives(part)) {
              List<Condition> sequence = new ArrayList<>(begun);
              sequence.addAll(end);
              longer.add(sequence);
            }
          }
          all = longer;
        }
        return all;
      }
      case OR -> {
        List<List<Condition>> all = new ArrayList<>();
        for (Condition part : condition.getSubConditions()) {
          all.addAll(alternatives(part));
        }
        return all;
      }
      case PATTERN, NOT, EXISTS -> {
        return List.of(List.of(condition));
      }
      case CONSEQUENCE -> {
        return List.of(List.of()); // the one that there is, at the end
      }
      default -> throw new UnmatchableException(condition.getType());
    }
  }

  /** Reads one production; numbers its variables on the way. */
  private static final class Reading {
    private final int rule;
    private final int number;
    private final AlphaNetwork discrimination;
    private final IdentityHashMap<Variable<?>, Integer> variables = new IdentityHashMap<>();
    private final BitSet used = new BitSet();
    private final List<List<Bind>> binds = new ArrayList<>();
    private int within;
    private @Nullable SingleConstraint joined;

    Reading(int rule, int number, AlphaNetwork discrimination) {
      this.rule = rule;
      this.number = number;
      this.discrimination = discrimination;
    }

    RuleAlternative production(List<Condition> sequence, Consequence consequence)
        throws UnmatchableException {
      List<Step> steps = steps(sequence);
      int[] arguments = numbers(consequence.getVariables());
      binds.forEach(some -> some.removeIf(it -> !used.get(it.variable)));
      return new RuleAlternative(
          rule, number, steps, variables.size(), consequence.getBlock(), arguments);
    }

    private List<Step> steps(List<Condition> sequence) throws UnmatchableException {
      List<Step> steps = new ArrayList<>(sequence.size());
      for (Condition condition : sequence) {
        steps.add(step(condition));
      }
      return List.copyOf(steps);
    }

    private Step step(Condition condition) throws UnmatchableException {
      if (condition instanceof Pattern<?> pattern
          && condition.getType() == Condition.Type.PATTERN) {
        return fact(pattern);
      }
      if (condition.getType() == Condition.Type.NOT
          || condition.getType() == Condition.Type.EXISTS) {
        if (condition.getSubConditions().size() != 1) {
          throw new UnmatchableException(condition);
        }
        within++;
        List<List<Step>> sequences = new ArrayList<>();
        for (List<Condition> sequence : alternatives(condition.getSubConditions().get(0))) {
          sequences.add(steps(sequence));
        }
        within--;
        return new ExistsStep(condition.getType() == Condition.Type.NOT, List.copyOf(sequences));
      }
      throw new UnmatchableException(condition);
    }

    private FactStep fact(Pattern<?> pattern) throws UnmatchableException {
      Variable<?> variable = pattern.getPatternVariable();
      if (pattern.isPassive()
          || variable.isPrototype()
          || (variable instanceof Declaration<?> declaration
              && (declaration.getSource() != null || declaration.getWindow() != null))) {
        throw new UnmatchableException(pattern);
      }
      if (variables.containsKey(variable)) {
        throw new UnmatchableException("one variable in two patterns");
      }
      int at = define(variable);
      List<Bind> some = new ArrayList<>();
      binds.add(some);
      for (Binding binding : pattern.getBindings()) {
        int[] inputs = numbers(binding.getInputVariables());
        if (variables.containsKey(binding.getBoundVariable())) {
          throw new UnmatchableException("one variable bound twice");
        }
        some.add(new Bind(binding, inputs, define(binding.getBoundVariable())));
      }
      List<Predicate1<Object>> own = new ArrayList<>();
      List<Test> tests = new ArrayList<>();
      joined = null;
      read(pattern.getConstraint(), variable, own, tests);
      EqualTexts first = joined == null ? null : first(pattern, joined);
      AlphaNetwork.Slot slot =
          discrimination.add(variable.getType(), own, number, rule, within == 0);
      return new FactStep(slot.number(), at, some, tests, first);
    }

    private @Nullable EqualTexts first(Pattern<?> pattern, SingleConstraint test)
        throws UnmatchableException {
      Variable<?>[] inputs = test.getVariables();
      return inputs.length == 2 && inputs[0] == pattern.getPatternVariable()
          ? EqualTexts.of(pattern, test, numbers(inputs)[1])
          : null;
    }

    @SuppressWarnings("unchecked") // the pattern's type is the predicate's
    private void read(
        Constraint constraint, Variable<?> variable, List<Predicate1<Object>> own, List<Test> tests)
        throws UnmatchableException {
      if (constraint == SingleConstraint.TRUE) {
        return;
      }
      switch (constraint.getType()) {
        case SINGLE -> {
          SingleConstraint single = (SingleConstraint) constraint;
          Variable<?>[] inputs = single.getVariables();
          if (single.isTemporal()) {
            throw new UnmatchableException(constraint);
          } else if (inputs.length == 1 && inputs[0] == variable) {
            own.add(plain(single.getPredicate1()));
          } else {
            joined = tests.isEmpty() ? single : joined;
            tests.add(new Test(single, numbers(inputs)));
          }
        }
        case MULTIPLE, AND -> {
          for (Constraint part : constraint.getChildren()) {
            read(part, variable, own, tests);
          }
        }
        default -> throw new UnmatchableException(constraint.getType());
      }
    }

    /** The predicate that was compiled, without what the engine wraps around it. */
    @SuppressWarnings("unchecked")
    private static Predicate1<Object> plain(Predicate1<Object> predicate) {
      return predicate instanceof Predicate1.Impl<Object> wrapped
              && wrapped.getLambda() instanceof Predicate1<?> inner
          ? (Predicate1<Object>) inner
          : predicate;
    }

    private int define(Variable<?> variable) {
      int at = variables.size();
      variables.put(variable, at);
      return at;
    }

    private int[] numbers(Variable<?>[] inputs) throws UnmatchableException {
      int[] numbers = new int[inputs.length];
      for (int i = 0; i < numbers.length; i++) {
        Integer at = variables.get(inputs[i]);
        if (at == null) {
          throw new UnmatchableException(inputs[i]);
        }
        numbers[i] = at;
        used.set(at);
      }
      return numbers;
    }
  }

  /** The number of its rule. */
  int rule() {
    return rule;
  }

  int number() {
    return number;
  }

  List<Step> steps() {
    return steps;
  }

  /** Where facts gather for the steps that bind one, in order; not to be written to. */
  int[] slots() {
    return slots;
  }

  int variables() {
    return variables;
  }

  void execute(Object[] bound) throws Exception {
    consequence.execute(values(arguments, bound));
  }
}
