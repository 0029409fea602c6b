package org.equipoise.language;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * Implements {@code collectList} and {@code collectSet} with an order that does not depend on the
 * order in which the engine finds the items. Facts are ordered by kind and then by id, outputs as
 * in the case. Booleans, numbers and texts are ordered by value. Items without an order come last,
 * as they were found.
 */
final class CollectedInOrder implements AccumulateFunction<CollectedInOrder.Items> {
  private static final long serialVersionUID = 1;

  private static final Comparator<@Nullable Object> ORDER =
      Comparator.comparingInt(CollectedInOrder::rank).thenComparing(CollectedInOrder::compareAlike);

  private static final int OF_OTHERS = 9;

  private final boolean isSet;

  CollectedInOrder(boolean isSet) {
    this.isSet = isSet;
  }

  static final class Items implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient List<@Nullable Object> all = new ArrayList<>();
  }

  private static int rank(@Nullable Object item) {
    if (item instanceof Case) {
      return 0;
    } else if (item instanceof Output) {
      return 1;
    } else if (item instanceof Judgment) {
      return 2;
    } else if (item instanceof Principle) {
      return 3;
    } else if (item instanceof Theory) {
      return 4;
    } else if (item instanceof Boolean) {
      return 5;
    } else if (item instanceof Number) {
      return 6;
    }
    return item instanceof String || item instanceof Character ? 7 : OF_OTHERS;
  }

  /** Compares two items of one rank. Returns 0 if they have no order. */
  private static int compareAlike(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Output one && b instanceof Output other) {
      return Integer.compare(one.getIndex(), other.getIndex());
    } else if (a instanceof Judgment one && b instanceof Judgment other) {
      return one.getId().compareTo(other.getId());
    } else if (a instanceof Rule one && b instanceof Rule other) {
      return one.id().compareTo(other.id());
    } else if (a instanceof Boolean one && b instanceof Boolean other) {
      return Boolean.compare(one, other);
    } else if (a instanceof Number one && b instanceof Number other) {
      return Values.compare(one, other);
    }
    return a != null && rank(a) < OF_OTHERS && !(a instanceof Case)
        ? a.toString().compareTo(String.valueOf(b))
        : 0;
  }

  @Override
  public Items createContext() {
    return new Items();
  }

  @Override
  public void init(Items context) {
    context.all.clear();
  }

  @Override
  public void accumulate(Items context, @Nullable Object value) {
    context.all.add(value);
  }

  @Override
  public void reverse(Items context, @Nullable Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean supportsReverse() {
    return false;
  }

  @Override
  public Object getResult(Items context) {
    List<@Nullable Object> sorted = new ArrayList<>(context.all);
    sorted.sort(ORDER);
    return isSet ? new LinkedHashSet<>(sorted) : sorted;
  }

  @Override
  public Class<?> getResultType() {
    return isSet ? Collection.class : List.class;
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
