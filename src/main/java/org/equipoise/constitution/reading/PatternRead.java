package org.equipoise.constitution.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a rule matches facts of a type, or asks a query of that name.
 *
 * @param variable what the fact is bound to, or null
 * @param under outermost first; empty where each match shows the fact
 * @param at from the binding to the closing parenthesis
 * @param typeAt the type's name
 * @param testsAt what stands between the parentheses
 */
public record PatternRead(
    String type,
    @Nullable String variable,
    List<Quantifier> under,
    Span at,
    Span typeAt,
    Span testsAt) {
  public PatternRead {
    under = List.copyOf(under);
  }

  /** Whose attributes the pattern's facts have, or null if they are no subject's. */
  public @Nullable Subject subject() {
    return Subject.ofType(type).orElse(null);
  }
}
