package org.equipoise.facts;

import org.jspecify.annotations.Nullable;

/**
 * An attribute's value that is asserted with less than certainty.
 *
 * @param value the asserted value: null, a boolean, a number, a string or a list
 * @param credence how far it is believed, in (0, 1) exclusive
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
   * The value once the asserted one is given up: the other truth value of a boolean, and null, as
   * if it were not there, of anything else.
   */
  public @Nullable Object otherwise() {
    return value instanceof Boolean truth ? (Object) !truth : null;
  }
}
