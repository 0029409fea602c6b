package org.equipoise.constitution.internal.matching;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.drools.model.AccumulatePattern;
import org.drools.model.Argument;
import org.drools.model.Binding;
import org.drools.model.Condition;
import org.drools.model.Consequence;
import org.drools.model.Constraint;
import org.drools.model.Declaration;
import org.drools.model.GroupByPattern;
import org.drools.model.Pattern;
import org.drools.model.SingleConstraint;
import org.drools.model.Value;
import org.drools.model.Variable;
import org.drools.model.functions.Predicate1;
import org.drools.model.patterns.EvalImpl;
import org.drools.model.patterns.PatternImpl;
import org.equipoise.constitution.internal.matching.Step.AccumulateStep;
import org.equipoise.constitution.internal.matching.Step.Bind;
import org.equipoise.constitution.internal.matching.Step.CompiledTest;
import org.equipoise.constitution.internal.matching.Step.ComposedTest;
import org.equipoise.constitution.internal.matching.Step.ExistsStep;
import org.equipoise.constitution.internal.matching.Step.FactStep;
import org.equipoise.constitution.internal.matching.Step.NegatedTest;
import org.equipoise.constitution.internal.matching.Step.Test;
import org.equipoise.constitution.internal.matching.Step.TestStep;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/** Reads one alternative of a rule; numbers its variables on the way. */
final class AlternativeReading {
  private final int rule;
  private final int number;
  private final AlphaNetwork discrimination;
  private final IdentityHashMap<Variable<?>, Integer> variables = new IdentityHashMap<>();
  private final BitSet used = new BitSet();
  private final List<List<Bind>> binds = new ArrayList<>();
  private final Set<Variable<?>> values = Collections.newSetFromMap(new IdentityHashMap<>());
  private int within;
  private @Nullable SingleConstraint joined;

  AlternativeReading(int rule, int number, AlphaNetwork discrimination) {
    this.rule = rule;
    this.number = number;
    this.discrimination = discrimination;
  }

  RuleAlternative production(List<Condition> sequence, Consequence consequence)
      throws UnmatchableException {
    List<Step> steps = steps(sequence);
    int[] arguments = numbers(consequence.getVariables());
    binds.forEach(some -> some.removeIf(it -> !used.get(it.variable())));
    return new RuleAlternative(
        rule, number, steps, variables.size(), consequence.getBlock(), arguments);
  }

  private List<Step> steps(List<Condition> sequence) throws UnmatchableException {
    List<Step> steps = new ArrayList<>(sequence.size());
    for (Condition condition : valuesFirst(sequence)) {
      steps.add(step(condition));
    }
    return List.copyOf(steps);
  }

  /** The same conditions; tests of a value that is worked out come after it, not before. */
  private static List<Condition> valuesFirst(List<Condition> sequence) {
    List<Condition> ordered = new ArrayList<>(sequence);
    for (Condition condition : sequence) {
      if (condition.getType() == Condition.Type.ACCUMULATE) {
        List<Variable<?>> results = List.of(condition.getBoundVariables());
        List<Condition> early =
            ordered.subList(0, ordered.indexOf(condition)).stream()
                .filter(
                    it ->
                        it.getType() == Condition.Type.PATTERN
                            && results.contains(((Pattern<?>) it).getPatternVariable()))
                .toList();
        ordered.removeAll(early);
        ordered.addAll(ordered.indexOf(condition) + 1, early);
      }
    }
    return ordered;
  }

  private Step step(Condition condition) throws UnmatchableException {
    return switch (condition.getType()) {
      case PATTERN -> {
        Pattern<?> pattern = (Pattern<?>) condition;
        yield values.contains(pattern.getPatternVariable()) ? result(pattern) : fact(pattern);
      }
      case NOT, EXISTS -> {
        if (condition.getSubConditions().size() != 1) {
          throw new UnmatchableException(condition);
        }
        yield exists(
            condition.getType() == Condition.Type.NOT,
            RuleAlternative.alternatives(condition.getSubConditions().get(0)));
      }
      case FORALL -> everyOne(condition.getSubConditions().get(0));
      case ACCUMULATE -> accumulate((AccumulatePattern<?>) condition);
      case EVAL -> new TestStep(List.of(), List.of(test(((EvalImpl) condition).getExpr())));
      default -> throw new UnmatchableException(condition);
    };
  }

  private ExistsStep exists(boolean negated, List<List<Condition>> alternatives)
      throws UnmatchableException {
    within++;
    List<List<Step>> sequences = new ArrayList<>();
    for (List<Condition> sequence : alternatives) {
      sequences.add(steps(sequence));
    }
    within--;
    return new ExistsStep(negated, List.copyOf(sequences));
  }

  /** That every fact of a pattern passes its tests, or has facts of other patterns beside it. */
  private ExistsStep everyOne(Condition condition) throws UnmatchableException {
    if (condition instanceof PatternImpl<?> pattern) {
      return new ExistsStep(true, List.of(exception(pattern)));
    }
    within++;
    List<Condition> patterns = condition.getSubConditions();
    List<Step> exception = new ArrayList<>(steps(patterns.subList(0, 1)));
    exception.add(exists(true, List.of(patterns.subList(1, patterns.size()))));
    within--;
    return new ExistsStep(true, List.of(List.copyOf(exception)));
  }

  /** That a fact does not pass the tests of a pattern. */
  private <T> List<Step> exception(PatternImpl<T> pattern) throws UnmatchableException {
    Constraint tests = pattern.getConstraint();
    if (isNegated(tests)) {
      throw new UnmatchableException("the engine has negated it already");
    }
    List<Binding> bindings = List.copyOf(pattern.getBindings());
    within++;
    Step some =
        fact(new PatternImpl<>(pattern.getPatternVariable(), SingleConstraint.TRUE, bindings));
    within--;
    Test fails =
        new ComposedTest(
            false,
            tests == SingleConstraint.TRUE ? List.of() : List.of(new NegatedTest(test(tests))));
    return List.of(some, new TestStep(List.of(), List.of(fails)));
  }

  /** Whether the engine, which negates the tests in place, has built its own rules of these. */
  private static boolean isNegated(Constraint tests) {
    if (tests == SingleConstraint.TRUE) {
      return false;
    }
    return tests instanceof SingleConstraint test
        ? tests == SingleConstraint.FALSE || test.getExprId().startsWith("!")
        : tests.getChildren().stream().anyMatch(AlternativeReading::isNegated);
  }

  private AccumulateStep accumulate(AccumulatePattern<?> pattern) throws UnmatchableException {
    List<List<Condition>> alternatives = RuleAlternative.alternatives(pattern.getCondition());
    if (within > 0 || pattern instanceof GroupByPattern || alternatives.size() != 1) {
      throw new UnmatchableException(pattern);
    }
    within++;
    List<Step> over = steps(alternatives.get(0));
    within--;
    List<Aggregate> aggregates = new ArrayList<>();
    for (var each : pattern.getAccumulateFunctions()) {
      if (!(each.createFunctionObject() instanceof AccumulateFunction<?> function)
          || (each.getExternalVars() != null && each.getExternalVars().length > 0)) {
        throw new UnmatchableException(pattern);
      }
      Argument<?> source = each.getSource();
      Value<?> fixed = source instanceof Value<?> value ? value : null;
      int from = source instanceof Variable<?> it ? numbers(new Variable<?>[] {it})[0] : -1;
      aggregates.add(new Aggregate(function, fixed, from, define(each.getResult())));
      values.add(each.getResult());
    }
    return new AccumulateStep(over, List.copyOf(aggregates));
  }

  /** Tests of a value that was worked out. */
  private TestStep result(Pattern<?> pattern) throws UnmatchableException {
    List<Bind> some = binds(pattern);
    List<Test> tests = new ArrayList<>();
    if (pattern.getConstraint() != SingleConstraint.TRUE) {
      tests.add(test(pattern.getConstraint()));
    }
    return new TestStep(some, tests);
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
    List<Bind> some = binds(pattern);
    List<Predicate1<Object>> own = new ArrayList<>();
    List<Test> tests = new ArrayList<>();
    joined = null;
    read(pattern.getConstraint(), variable, own, tests);
    EqualTexts first = joined == null ? null : first(pattern, joined);
    AlphaNetwork.Slot slot = discrimination.add(variable.getType(), own, number, rule, within == 0);
    return new FactStep(variable.getType(), slot.number(), at, some, tests, first);
  }

  private List<Bind> binds(Pattern<?> pattern) throws UnmatchableException {
    List<Bind> some = new ArrayList<>();
    binds.add(some);
    for (Binding binding : pattern.getBindings()) {
      int[] inputs = numbers(binding.getInputVariables());
      if (variables.containsKey(binding.getBoundVariable())) {
        throw new UnmatchableException("one variable bound twice");
      }
      some.add(new Bind(binding, inputs, define(binding.getBoundVariable())));
    }
    return some;
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
          tests.add(test(single));
        }
      }
      case OR -> tests.add(test(constraint));
      case MULTIPLE, AND -> {
        for (Constraint part : constraint.getChildren()) {
          read(part, variable, own, tests);
        }
      }
      default -> throw new UnmatchableException(constraint.getType());
    }
  }

  private Test test(Constraint constraint) throws UnmatchableException {
    if (constraint instanceof SingleConstraint single && !single.isTemporal()) {
      return new CompiledTest(single, numbers(single.getVariables()));
    }
    List<Test> parts = new ArrayList<>();
    for (Constraint part : constraint.getChildren()) {
      parts.add(test(part));
    }
    boolean isOr = constraint.getType() == Constraint.Type.OR;
    if (parts.isEmpty() || (!isOr && constraint.getType() == Constraint.Type.SINGLE)) {
      throw new UnmatchableException(constraint);
    }
    return new ComposedTest(!isOr, List.copyOf(parts));
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
