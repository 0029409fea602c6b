package org.equipoise.constitution.internal.matching;

import java.io.Serializable;
import org.drools.model.Value;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * A function of all ways in which some conditions hold, as {@code accumulate} and {@code collect}
 * name it, and the variable that its value is bound to.
 */
final class Aggregate {
  private final AccumulateFunction<Serializable> function;
  private final @Nullable Object fixed;
  private final int source;
  private final int result;

  /**
   * A function.
   *
   * @param fixed the value that is taken for each way; null if it is a variable's
   * @param source the number of the variable whose value is taken; -1 if none is
   * @param result the number of the variable that the function's value is bound to
   */
  @SuppressWarnings("unchecked") // a context is only handed back to the function that made it
  Aggregate(AccumulateFunction<?> function, @Nullable Value<?> fixed, int source, int result) {
    this.function = (AccumulateFunction<Serializable>) function;
    this.fixed = fixed == null ? null : fixed.getValue();
    this.source = source;
    this.result = result;
  }

  int result() {
    return result;
  }

  Serializable begin() {
    return function.initContext(function.createContext());
  }

  void take(Serializable context, Object[] bound) {
    function.accumulateValue(context, source < 0 ? fixed : bound[source]);
  }

  /** The function's value; null if it has none. */
  @Nullable Object end(Serializable context) {
    try {
      return function.getResult(context);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
