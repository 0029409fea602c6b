package org.equipoise.language;

/**
 * That a theory makes another element count for more or for less.
 *
 * @param target the rule or judgment weighed
 * @param effect how
 * @param amount the strength of a support or an attack, in (0, 1], or a discount's factor, in (0,
 *     1)
 */
public record Weighing(Element target, Effect effect, double amount) {
  /** How one element bears on the weight of another. */
  public enum Effect {
    SUPPORT,
    UNDERMINE,
    DISCOUNT
  }
}
