package org.equipoise.authoring.coherence;

import java.util.Comparator;
import org.equipoise.calibration.BinomialBound;
import org.jspecify.annotations.Nullable;

/**
 * How many texts of a group contradict something. Immutable.
 *
 * @param kind what the texts are
 * @param by what the group is of: {@code all}, {@code author}, {@code principle} or {@code kind}
 * @param name the name of the group; empty for all
 * @param all how many findings there are
 * @param contradictory how many say that there is a contradiction
 * @param undecided how many say nothing
 * @param corrected the share corrected for known errors; null without a calibration
 */
public record CoherenceScore(
    TextFinding.Kind kind,
    String by,
    String name,
    int all,
    int contradictory,
    int undecided,
    @Nullable CorrectedShare corrected) {
  static final Comparator<CoherenceScore> ORDER =
      Comparator.comparing(CoherenceScore::kind)
          .thenComparing(CoherenceScore::by)
          .thenComparing(CoherenceScore::name);

  /** Of one of twenty groups the share is outside its interval. */
  static final double ERROR = 0.05;

  /** The share of contradictions among all, as found. */
  public double share() {
    return (double) contradictory / all;
  }

  /** The lower bound of the share, at 95 % with {@link #high}. */
  public double low() {
    return BinomialBound.lower(contradictory, all, ERROR / 2);
  }

  /** The upper bound of the share. */
  public double high() {
    return BinomialBound.upper(contradictory, all, ERROR / 2);
  }

  /** The share of texts of which nothing is said. */
  public double undecidedShare() {
    return (double) undecided / all;
  }
}
