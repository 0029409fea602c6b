package org.equipoise.annotation;

import org.jspecify.annotations.Nullable;

/**
 * A measure with the interval that holds the middle 95 % of its bootstrap samples. Immutable.
 *
 * @param value null where it is not defined, for example if all labels are the same
 * @param low null where no sample was drawn
 * @param high null where no sample was drawn
 */
public record Measure(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
  /** A measure that is not defined. */
  static final Measure UNDEFINED = new Measure(null, null, null);
}
