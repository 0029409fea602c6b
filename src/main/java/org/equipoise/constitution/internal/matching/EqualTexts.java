package org.equipoise.constitution.internal.matching;

import java.util.Set;
import org.drools.model.BetaIndex;
import org.drools.model.Index;
import org.drools.model.Pattern;
import org.drools.model.SingleConstraint;
import org.drools.model.functions.Function1;
import org.equipoise.language.Alike;
import org.equipoise.language.Claim;
import org.equipoise.language.Exclusion;
import org.equipoise.language.Judgment;
import org.equipoise.language.Stance;
import org.jspecify.annotations.Nullable;

/**
 * That a text of a fact equals a text bound before, as the first test of a pattern: facts with
 * other texts need not be gone through. Where either is no text, all are.
 *
 * <p>Only facts of kinds that come in great numbers are looked up so. That a fact is passed over
 * must show nowhere: reading it has no effect and cannot fail.
 */
final class EqualTexts {
  private static final Set<Class<?>> KINDS =
      Set.of(Alike.class, Claim.class, Exclusion.class, Judgment.class, Stance.class);

  private final Function1<Object, ?> own;
  private final Function1<Object, ?> other;
  private final int variable;

  private EqualTexts(Function1<Object, ?> own, Function1<Object, ?> other, int variable) {
    this.own = own;
    this.other = other;
    this.variable = variable;
  }

  /**
   * The first test of a pattern, if it is one of equality with a value bound before; else null.
   *
   * @param variable the number of the variable that the value is of
   */
  @SuppressWarnings("unchecked") // the index is on the pattern's type and the other's
  static @Nullable EqualTexts of(Pattern<?> pattern, SingleConstraint first, int variable) {
    Class<?> type = pattern.getPatternVariable().getType();
    boolean isPlain =
        KINDS.contains(type) && (type != Judgment.class || pattern.getBindings().isEmpty());
    return isPlain
            && first.getIndex() instanceof BetaIndex<?, ?, ?> index
            && index.getConstraintType() == Index.ConstraintType.EQUAL
            && index.getArity() == 1
        ? new EqualTexts(
            (Function1<Object, ?>) index.getLeftOperandExtractor(),
            (Function1<Object, ?>) index.getRightOperandExtractor(),
            variable)
        : null;
  }

  /** The text of a fact, or null if it is none. */
  @Nullable String of(Object fact) {
    return text(own, fact);
  }

  /** The text that facts must have, or null if it is none. */
  @Nullable String sought(Object[] bound) {
    return text(other, bound[variable]);
  }

  private static @Nullable String text(Function1<Object, ?> value, Object of) {
    try {
      return value.apply(of) instanceof String text ? text : null;
    } catch (RuntimeException e) {
      return null; // the test itself says what is wrong
    }
  }
}
