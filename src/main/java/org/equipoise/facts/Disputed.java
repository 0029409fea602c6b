package org.equipoise.facts;

import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute that is asserted with less than certainty. Immutable and safe to share
 * between threads, if the value is.
 *
 * @param value the asserted value: null, a boolean, a number, a string or a list
 * @param credence the degree of belief in the value, in (0, 1)
 */
public record Disputed(@Nullable Object value, double credence) {

  /**
   * @throws IllegalArgumentException if the credence is not in (0, 1)
   */
  public Disputed {
    if (!(credence > 0 && credence < 1)) {
      throw new IllegalArgumentException("credence " + credence + " is not in (0, 1)");
    }
  }

  /**
   * Returns the value that holds if the asserted value is given up: the negation of a boolean, or
   * null, as if the attribute were absent, for any other value.
   */
  public @Nullable Object otherwise() {
    return value instanceof Boolean truth ? (Object) !truth : null;
  }
}
