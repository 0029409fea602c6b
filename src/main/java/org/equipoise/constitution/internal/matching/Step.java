package org.equipoise.constitution.internal.matching;

import java.util.List;
import org.drools.model.Binding;
import org.drools.model.SingleConstraint;
import org.drools.model.functions.PredicateN;
import org.equipoise.facts.IncomparableException;
import org.jspecify.annotations.Nullable;

/** A condition in a sequence of them. */
sealed interface Step {

  /** Some fact of a kind, with values bound from it and tests that involve other facts. */
  final class FactStep implements Step {
    private final Class<?> type;
    private final int slot;
    private final int variable;
    private final List<Bind> binds;
    private final List<Test> tests;
    private final @Nullable EqualTexts first;

    FactStep(
        Class<?> type,
        int slot,
        int variable,
        List<Bind> binds,
        List<Test> tests,
        @Nullable EqualTexts first) {
      this.type = type;
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

    /** Of which type the facts are. */
    Class<?> type() {
      return type;
    }

    /** Where facts gather that pass the tests of the pattern alone. */
    int slot() {
      return slot;
    }

    /** Whether a fact does, all that is bound before it given; binds it and what it yields. */
    boolean accepts(Object fact, Object[] bound) {
      bound[variable] = fact;
      return passes(binds, tests, bound);
    }
  }

  /** Whether there is, or is not, a way to go through one of some sequences. */
  record ExistsStep(boolean negated, List<List<Step>> alternatives) implements Step {}

  /** Values worked out from all ways to go through a sequence. */
  record AccumulateStep(List<Step> over, List<Aggregate> aggregates) implements Step {}

  /** Values taken from what is bound before, and tests of it. */
  record TestStep(List<Bind> binds, List<Test> tests) implements Step {

    boolean passes(Object[] bound) {
      return Step.passes(binds, tests, bound);
    }
  }

  private static boolean passes(List<Bind> binds, List<Test> tests, Object[] bound) {
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

  /** A value taken from what is bound, and bound in turn. */
  final class Bind {
    private final Binding binding;
    private final int[] inputs;
    private final int variable;

    Bind(Binding binding, int[] inputs, int variable) {
      this.binding = binding;
      this.inputs = inputs;
      this.variable = variable;
    }

    int variable() {
      return variable;
    }

    void take(Object[] bound) {
      bound[variable] = binding.eval(values(inputs, bound));
    }
  }

  /** A test of what is bound. */
  sealed interface Test {
    boolean passes(Object[] bound);
  }

  /** A test that was compiled. */
  final class CompiledTest implements Test {
    private final PredicateN predicate;
    private final String written;
    private final int[] inputs;

    CompiledTest(SingleConstraint constraint, int[] inputs) {
      this.predicate = constraint.getPredicate();
      this.written = written(constraint, inputs.length);
      this.inputs = inputs;
    }

    /** The condition as it is written in the rule, or what the engine calls it. */
    private static String written(SingleConstraint constraint, int inputs) {
      String written = compiled(constraint, inputs);
      return written == null ? constraint.getExprId() : written;
    }

    private static @Nullable String compiled(SingleConstraint constraint, int inputs) {
      return switch (inputs) {
        case 1 -> constraint.getPredicate1().predicateInformation().getStringConstraint();
        case 2 -> constraint.getPredicate2().predicateInformation().getStringConstraint();
        case 3 -> constraint.getPredicate3().predicateInformation().getStringConstraint();
        case 4 -> constraint.getPredicate4().predicateInformation().getStringConstraint();
        case 5 -> constraint.getPredicate5().predicateInformation().getStringConstraint();
        default -> null;
      };
    }

    @Override
    public boolean passes(Object[] bound) {
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

  /** Several tests: all of them, or any. */
  record ComposedTest(boolean all, List<Test> parts) implements Test {

    @Override
    public boolean passes(Object[] bound) {
      for (Test part : parts) {
        if (part.passes(bound) != all) {
          return !all;
        }
      }
      return all;
    }
  }

  /** That a test fails. */
  record NegatedTest(Test test) implements Test {

    @Override
    public boolean passes(Object[] bound) {
      return !test.passes(bound);
    }
  }

  /** The values of some variables. */
  static Object[] values(int[] variables, Object[] bound) {
    Object[] values = new Object[variables.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bound[variables[i]];
    }
    return values;
  }
}
