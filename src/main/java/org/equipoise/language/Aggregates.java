package org.equipoise.language;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.function.Supplier;
import org.drools.core.base.accumulators.AverageAccumulateFunction;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;
import org.drools.core.base.accumulators.CollectSetAccumulateFunction;
import org.drools.core.base.accumulators.MaxAccumulateFunction;
import org.drools.core.base.accumulators.MinAccumulateFunction;
import org.drools.core.base.accumulators.SumAccumulateFunction;
import org.drools.model.Argument;
import org.drools.model.PatternDSL;
import org.drools.model.Variable;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.view.CombinedExprViewItem;
import org.drools.model.view.ExprViewItem;
import org.drools.model.view.ViewItem;
import org.drools.modelcompiler.dsl.pattern.D;
import org.equipoise.facts.IncomparableException;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * Computes {@code sum}, {@code average}, {@code min}, {@code max} and other aggregates. Compiled
 * rules call it instead of the engine. It ignores missing values. Sums and averages are exact and
 * rounded once at the end, so that the order of facts does not change a digit. If a value cannot be
 * aggregated, the failure names the rule.
 */
public final class Aggregates {
  private static final String ENGINES = "org.drools.core.base.accumulators.";

  /** The engine's functions that aggregate values rather than facts, by the ends of their names. */
  private static final Map<String, String> OF_VALUES =
      Map.of(
          "SumAccumulateFunction",
          "sum",
          "AverageAccumulateFunction",
          "average",
          "MinAccumulateFunction",
          "min",
          "MaxAccumulateFunction",
          "max",
          "VarianceAccumulateFunction",
          "variance",
          "StandardDeviationAccumulateFunction",
          "standardDeviation");

  private Aggregates() {}

  /** Wraps a function of a rule that has no argument. */
  public static org.drools.model.functions.accumulate.AccumulateFunction accFunction(
      Supplier<?> maker, String rule) {
    return D.accFunction(() -> named(maker.get(), "", rule));
  }

  /** Wraps a function of a rule. */
  public static org.drools.model.functions.accumulate.AccumulateFunction accFunction(
      Supplier<?> maker, Argument<?> argument, String rule) {
    String name =
        argument instanceof Variable<?> variable
            ? variable.getName().replaceFirst("_\\d+_sCoPe$", "")
            : "";
    String shown = name.matches("\\$?[a-zA-Z]\\w*") && !name.startsWith("GENERATED") ? name : "";
    return D.accFunction(() -> named(maker.get(), shown, rule), argument);
  }

  /**
   * Returns an aggregate over facts. With several patterns, each gets a test that always holds.
   * Without it, the engine would share their join with an {@code exists} or {@code not} over the
   * same patterns, whose memory has another class, and would fail.
   */
  public static <T> ExprViewItem<T> accumulate(
      ViewItem<?> over,
      org.drools.model.functions.accumulate.AccumulateFunction first,
      org.drools.model.functions.accumulate.AccumulateFunction... others) {
    if (over instanceof CombinedExprViewItem<?> joined) {
      setApart(joined);
    }
    return D.accumulate(over, first, others);
  }

  private static void setApart(CombinedExprViewItem<?> joined) {
    for (ViewItem<?> each : joined.getExpressions()) {
      if (each instanceof PatternDSL.PatternDef<?> pattern) {
        setApart(pattern);
      } else if (each instanceof CombinedExprViewItem<?> inner) {
        setApart(inner);
      }
    }
  }

  private static <F> void setApart(PatternDSL.PatternDef<F> pattern) {
    pattern.expr("ACCUMULATED", new Accumulated<>());
  }

  /** A test that every fact passes. */
  private static final class Accumulated<F> implements Predicate1<F>, HashedExpression {
    private static final long serialVersionUID = 1;

    @Override
    public boolean test(F fact) {
      return true;
    }

    @Override
    public String getExpressionHash() {
      return "ACCUMULATED";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Accumulated<?>;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private static Object named(Object function, String argument, String rule) {
    return function instanceof AccumulateFunction<?> it ? named(it, argument, rule) : function;
  }

  /** Names a function as the rule calls it. */
  private static <C extends Serializable> Object named(
      AccumulateFunction<C> function, String argument, String rule) {
    String word = word(function);
    String name = word == null || argument.isEmpty() ? word : word + "( " + argument + " )";
    Class<?> type = function.getClass();
    if (type == CollectListAccumulateFunction.class || type == CollectSetAccumulateFunction.class) {
      boolean isSet = type == CollectSetAccumulateFunction.class;
      return new Named<>(new CollectedInOrder(isSet), name, rule);
    }
    if (type == SumAccumulateFunction.class || type == AverageAccumulateFunction.class) {
      return new Named<>(new Total(type == AverageAccumulateFunction.class), name, rule);
    }
    if (type == MinAccumulateFunction.class || type == MaxAccumulateFunction.class) {
      return new Named<>(new Extreme(type == MaxAccumulateFunction.class), name, rule);
    }
    return new Named<>(function, name, rule);
  }

  /** Returns the word for a function of values, or null. */
  private static @Nullable String word(AccumulateFunction<?> function) {
    String name = function.getClass().getName();
    return name.startsWith(ENGINES)
        ? OF_VALUES.entrySet().stream()
            .filter(it -> name.endsWith(it.getKey()))
            .map(Map.Entry::getValue)
            .findAny()
            .orElse(null)
        : null;
  }

  /** A function that ignores missing values and names its rule on failure. */
  private static final class Named<C extends Serializable> implements AccumulateFunction<C> {
    private static final long serialVersionUID = 1;

    private final AccumulateFunction<C> function;
    private final @Nullable String word;
    private final String rule;

    Named(AccumulateFunction<C> function, @Nullable String word, String rule) {
      this.function = function;
      this.word = word;
      this.rule = rule;
    }

    @Override
    public C createContext() {
      return function.createContext();
    }

    @Override
    public void init(C context) throws Exception {
      function.init(context);
    }

    @Override
    public C initContext(C context) {
      return function.initContext(context);
    }

    @Override
    public void accumulate(C context, @Nullable Object value) {
      accumulateValue(context, value);
    }

    @Override
    public @Nullable Object accumulateValue(C context, @Nullable Object value) {
      if (word == null) {
        try {
          return function.accumulateValue(context, value);
        } catch (RuntimeException e) {
          throw new RuleFailedException(rule, e);
        }
      }
      if (value == null) {
        return null;
      }
      try {
        return function.accumulateValue(context, value);
      } catch (ClassCastException e) {
        throw new RuleFailedException(
            rule,
            e instanceof IncomparableException incomparable
                ? incomparable.in(word)
                : new IncomparableException(
                    "`" + word + "` is asked of numbers, and " + Values.shown(value) + " is none"));
      } catch (RuntimeException e) {
        throw new RuleFailedException(rule, e);
      }
    }

    @Override
    public void reverse(C context, @Nullable Object value) throws Exception {
      if (word == null || value != null) {
        function.reverse(context, value);
      }
    }

    @Override
    public boolean tryReverse(C context, @Nullable Object value) {
      return (word != null && value == null) || function.tryReverse(context, value);
    }

    @Override
    public @Nullable Object getResult(C context) throws Exception {
      try {
        return function.getResult(context);
      } catch (RuntimeException e) {
        throw new RuleFailedException(rule, e);
      }
    }

    @Override
    public boolean supportsReverse() {
      return function.supportsReverse();
    }

    @Override
    public Class<?> getResultType() {
      return function.getResultType();
    }

    @Override
    public void writeExternal(ObjectOutput out) {
      throw new UnsupportedOperationException("rules are compiled, never written");
    }

    @Override
    public void readExternal(ObjectInput in) {
      throw new UnsupportedOperationException("rules are compiled, never read");
    }
  }

  /** A function whose value is computed anew when a fact is removed. */
  private abstract static class Forward<C extends Serializable> implements AccumulateFunction<C> {
    private static final long serialVersionUID = 1;

    @Override
    public void reverse(C context, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean supportsReverse() {
      return false;
    }

    @Override
    public void writeExternal(ObjectOutput out) {
      throw new UnsupportedOperationException("rules are compiled, never written");
    }

    @Override
    public void readExternal(ObjectInput in) {
      throw new UnsupportedOperationException("rules are compiled, never read");
    }
  }

  private static final class Summed implements Serializable {
    private static final long serialVersionUID = 1L;

    private BigDecimal total = BigDecimal.ZERO;
    private double unbounded;
    private int count;
  }

  /** The sum or the mean of numbers. The mean of no numbers is missing. */
  private static final class Total extends Forward<Summed> {
    private static final long serialVersionUID = 1;

    private final boolean isMean;

    Total(boolean isMean) {
      this.isMean = isMean;
    }

    @Override
    public Summed createContext() {
      return new Summed();
    }

    @Override
    public void init(Summed context) {
      context.total = BigDecimal.ZERO;
      context.unbounded = 0;
      context.count = 0;
    }

    @Override
    public void accumulate(Summed context, Object value) {
      Number number = (Number) value;
      context.count++;
      if (number instanceof Double || number instanceof Float) {
        double floating = number.doubleValue();
        if (Double.isNaN(floating) || Double.isInfinite(floating)) {
          context.unbounded += floating;
          return;
        }
      }
      context.total = context.total.add(Values.decimal(number));
    }

    @Override
    public @Nullable Object getResult(Summed context) {
      if (isMean && context.count == 0) {
        return null;
      }
      if (context.unbounded != 0) {
        return context.unbounded;
      }
      return isMean
          ? context
              .total
              .divide(BigDecimal.valueOf(context.count), MathContext.DECIMAL128)
              .doubleValue()
          : context.total.doubleValue();
    }

    @Override
    public Class<?> getResultType() {
      return Double.class;
    }
  }

  private static final class Found implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Object value;
  }

  /** The least or the greatest of some values. It is missing if there are no values. */
  private static final class Extreme extends Forward<Found> {
    private static final long serialVersionUID = 1;

    private final boolean isGreatest;

    Extreme(boolean isGreatest) {
      this.isGreatest = isGreatest;
    }

    @Override
    public Found createContext() {
      return new Found();
    }

    @Override
    public void init(Found context) {
      context.value = null;
    }

    @Override
    public void accumulate(Found context, Object value) {
      boolean isBeyond =
          isGreatest ? Values.isMore(value, context.value) : Values.isLess(value, context.value);
      if (context.value == null || isBeyond) {
        context.value = value;
      }
    }

    @Override
    public @Nullable Object getResult(Found context) {
      return context.value;
    }

    @Override
    public Class<?> getResultType() {
      return Comparable.class;
    }
  }
}
