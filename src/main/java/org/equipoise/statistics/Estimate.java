package org.equipoise.statistics;

import org.jspecify.annotations.Nullable;

/**
 * A measure with the interval that holds the middle 95 % of its bootstrap samples. Immutable.
 *
 * @param value null where it is not defined, for example if all labels are the same
 * @param low null where no sample was drawn, or none defines it
 * @param high null where no sample was drawn, or none defines it
 */
public record Estimate(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
  /** A measure that is not defined. */
  public static final Estimate UNDEFINED = new Estimate(null, null, null);
}
