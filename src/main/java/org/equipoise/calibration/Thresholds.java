package org.equipoise.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Scores from which on an error is bounded, found by testing candidates (A. Angelopoulos and
 * others: Learn then Test, 2021). The candidates are ten quantiles of the scores, from the 5th to
 * the 95th percentile, and each is tested at a tenth of the error that is left. Each bound holds by
 * itself at the stated confidence, for things drawn as the labelled ones were, and for no others.
 * Immutable.
 *
 * @param lower at or below it the share of misses is bounded; null if no candidate holds
 * @param upper at or above it the share of false alarms is bounded; null if no candidate holds;
 *     above {@code lower}
 * @param risk the bounds
 */
public record Thresholds(@Nullable Double lower, @Nullable Double upper, Risk risk) {
  /** How many candidates are tested. */
  static final int CANDIDATES = 10;

  public Thresholds {
    boolean isOutside =
        (lower != null && !(lower >= 0 && lower <= 1))
            || (upper != null && !(upper >= 0 && upper <= 1));
    if (isOutside || (lower != null && upper != null && lower >= upper)) {
      throw new IllegalArgumentException(
          "thresholds are in [0, 1], the lower below the upper, not " + lower + ", " + upper);
    }
  }

  /**
   * Finds the thresholds that decide most scores. Of those that decide as many, the higher ones are
   * taken, which raise fewer alarms.
   *
   * @param scores in any order; no order changes the result
   */
  public static Thresholds learn(List<LabelledScore> scores, Risk risk) {
    List<LabelledScore> sorted = new ArrayList<>(scores);
    sorted.sort(LabelledScore.ORDER);
    double error = (1 - risk.confidence()) / CANDIDATES;
    List<@Nullable Double> lowers = new ArrayList<>();
    List<@Nullable Double> uppers = new ArrayList<>();
    lowers.add(null);
    uppers.add(null);
    for (double candidate : candidates(sorted)) {
      Outcome below = Outcome.of(sorted, candidate, null);
      Outcome above = Outcome.of(sorted, null, candidate);
      if (BinomialBound.upper(below.misses(), below.passes(), error) <= risk.misses()) {
        lowers.add(candidate);
      }
      if (BinomialBound.upper(above.falseAlarms(), above.alarms(), error) <= risk.falseAlarms()) {
        uppers.add(candidate);
      }
    }
    Thresholds best = new Thresholds(null, null, risk);
    int undecided = sorted.size();
    for (Double upper : uppers) {
      for (Double lower : lowers) {
        if (lower != null && upper != null && lower >= upper) {
          continue;
        }
        int left = Outcome.of(sorted, lower, upper).undecided();
        if (left <= undecided) {
          best = new Thresholds(lower, upper, risk);
          undecided = left;
        }
      }
    }
    return best;
  }

  private static Set<Double> candidates(List<LabelledScore> sorted) {
    Set<Double> candidates = new TreeSet<>();
    for (int c = 0; c < CANDIDATES && !sorted.isEmpty(); c++) {
      candidates.add(sorted.get((2 * c + 1) * sorted.size() / (2 * CANDIDATES)).score());
    }
    return candidates;
  }

  /** Whether no candidate holds, so that everything is undecided. */
  public boolean isNone() {
    return lower == null && upper == null;
  }

  /** Returns what a score says. */
  public ScoreVerdict verdict(double score) {
    if (upper != null && score >= upper) {
      return ScoreVerdict.YES;
    }
    return lower != null && score <= lower ? ScoreVerdict.NO : ScoreVerdict.UNDECIDED;
  }
}
