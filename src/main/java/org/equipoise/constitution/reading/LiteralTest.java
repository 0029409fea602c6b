package org.equipoise.constitution.reading;

import org.jspecify.annotations.Nullable;

/**
 * That a value compares with a literal in some way.
 *
 * @param sign the operator with the value on its left, as in {@code ==}, {@code contains} or {@code
 *     str[startsWith]}; {@code in} once for each literal of the list; {@code contains} for a
 *     literal that is {@code memberOf} the value
 * @param isNegated whether {@code not} stands before the operator
 * @param isMirrored whether the literal is written on the left
 * @param literal as it is written, a text with its quotes
 * @param signAt the operator as written, with {@code not}
 * @param literalAt the literal
 * @param at the whole comparison
 */
public record LiteralTest(
    String sign,
    boolean isNegated,
    boolean isMirrored,
    String literal,
    Span signAt,
    Span literalAt,
    Span at) {

  /** Null, a {@code Boolean}, a {@code String} or a {@code BigDecimal}. */
  public @Nullable Object value() {
    return Literal.value(literal);
  }

  /** Whether it asks which is equal or larger. */
  public boolean isRelation() {
    return RuleReader.MIRRORED.containsKey(sign);
  }
}
