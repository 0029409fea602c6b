package org.equipoise.authoring.mutation;

import java.util.Comparator;
import org.equipoise.constitution.Variants.Variant;
import org.equipoise.problem.internal.NaturalOrder;

/**
 * One small change to one rule. Ordered by place, then by what is changed.
 *
 * @param rule the rule's id
 * @param change what is changed, in words: {@code drop the test `attr("x") == true`}, say
 * @param file relative to the constitution
 * @param line from 1
 * @param column from 1
 */
public record Mutant(
    String rule, Kind kind, String change, String file, int line, int column, Variant variant)
    implements Comparable<Mutant> {

  private static final Comparator<Mutant> ORDER =
      Comparator.comparing(Mutant::file, NaturalOrder.INSTANCE)
          .thenComparingInt(Mutant::line)
          .thenComparingInt(Mutant::column)
          .thenComparing(Mutant::kind)
          .thenComparing(Mutant::change);

  /** What sort of change it is. */
  public enum Kind {
    DROP_RULE,
    DROP_CONDITION,
    DROP_CONSEQUENCE,
    DROP_DEFAULT,
    FLIP_COMPARISON,
    CHANGE_STATUS,
    CHANGE_WEIGHT
  }

  @Override
  public int compareTo(Mutant other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + rule + ": " + change;
  }
}
