package org.equipoise.calibration;

import org.jspecify.annotations.Nullable;

/**
 * A measure with the interval that holds the middle 95 % of its bootstrap samples, in which whole
 * groups are drawn. Immutable.
 *
 * @param value null where it is not defined, for example if all labels are the same
 * @param low null where no sample defines it
 * @param high null where no sample defines it
 */
public record Estimate(@Nullable Double value, @Nullable Double low, @Nullable Double high) {}
