package org.equipoise.calibration;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A score, and what people said of the same thing. Immutable.
 *
 * @param score in [0, 1]; the greater, the likelier the label is true
 * @param label what people said
 * @param group what the thing belongs to, such as an author or a rule; null if nothing is known.
 *     Things of one group are not independent
 */
public record LabelledScore(double score, boolean label, @Nullable String group) {
  /** By score, then label, then group, so that results do not depend on the order of the input. */
  static final Comparator<LabelledScore> ORDER =
      Comparator.comparingDouble(LabelledScore::score)
          .thenComparing(LabelledScore::label)
          .thenComparing(
              LabelledScore::group, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

  public LabelledScore {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score is between 0 and 1, not " + score);
    }
  }

  /** A score of a thing that belongs to no group. */
  public LabelledScore(double score, boolean label) {
    this(score, label, null);
  }
}
