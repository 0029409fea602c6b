package org.equipoise.language;

/**
 * A theory strengthens or weakens another element. Immutable.
 *
 * @param target the rule or judgment
 * @param effect the kind of effect
 * @param amount the strength of a support or an attack, in (0, 1]; or the factor of a discount, in
 *     (0, 1)
 */
public record Weighing(Element target, Effect effect, double amount) {
  /** The effects of one element on the weight of another. */
  public enum Effect {
    SUPPORT,
    UNDERMINE,
    DISCOUNT
  }
}
