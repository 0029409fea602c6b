package org.equipoise.calibration;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What thresholds did to labelled scores. Immutable.
 *
 * @param alarms how many are at or above the upper threshold
 * @param falseAlarms how many of these have a false label
 * @param passes how many are at or below the lower threshold
 * @param misses how many of these have a true label
 * @param undecided how many are between
 * @param positives how many have a true label
 */
public record Outcome(
    int alarms, int falseAlarms, int passes, int misses, int undecided, int positives) {

  public Outcome {
    boolean isWrong =
        falseAlarms < 0
            || falseAlarms > alarms
            || misses < 0
            || misses > passes
            || undecided < 0
            || positives < alarms - falseAlarms + misses
            || positives > alarms - falseAlarms + misses + undecided;
    if (isWrong) {
      throw new IllegalArgumentException("the counts do not fit each other");
    }
  }

  /** Returns what thresholds do to scores. */
  public static Outcome of(Collection<LabelledScore> scores, Thresholds thresholds) {
    return of(scores, thresholds.lower(), thresholds.upper());
  }

  static Outcome of(
      Collection<LabelledScore> scores, @Nullable Double lower, @Nullable Double upper) {
    int alarms = 0;
    int falseAlarms = 0;
    int passes = 0;
    int misses = 0;
    int positives = 0;
    for (LabelledScore each : scores) {
      positives += each.label() ? 1 : 0;
      if (upper != null && each.score() >= upper) {
        alarms++;
        falseAlarms += each.label() ? 0 : 1;
      } else if (lower != null && each.score() <= lower) {
        passes++;
        misses += each.label() ? 1 : 0;
      }
    }
    return new Outcome(
        alarms, falseAlarms, passes, misses, scores.size() - alarms - passes, positives);
  }

  /** Returns how many there are. */
  public int all() {
    return alarms + passes + undecided;
  }

  /** Returns the share of true labels that an alarm found; 0 if there are none. */
  public double recall() {
    return positives == 0 ? 0 : (double) (alarms - falseAlarms) / positives;
  }
}
