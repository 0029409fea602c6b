package org.equipoise.annotation;

import java.util.Comparator;
import java.util.Optional;
import org.equipoise.problem.internal.NaturalOrder;

/** The order of labels: numbers by their value, before other texts. */
final class LabelOrder implements Comparator<String> {
  static final LabelOrder INSTANCE = new LabelOrder();

  private LabelOrder() {}

  @Override
  public int compare(String one, String other) {
    Optional<Double> a = number(one);
    Optional<Double> b = number(other);
    if (a.isPresent() && b.isPresent()) {
      int order = Double.compare(a.get(), b.get());
      return order != 0 ? order : one.compareTo(other);
    }
    if (a.isPresent() || b.isPresent()) {
      return a.isPresent() ? -1 : 1;
    }
    return NaturalOrder.INSTANCE.compare(one, other);
  }

  /** The finite number that a label is; empty if it is none. */
  static Optional<Double> number(String label) {
    try {
      double number = Double.parseDouble(label);
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
