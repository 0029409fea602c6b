package org.equipoise.calibration;

import java.util.List;
import java.util.Locale;

/**
 * What a calibration is worth on other labelled scores. Immutable.
 *
 * @param n how many scores there are
 * @param distance how far they are from those of the calibration (Kolmogorov and Smirnov)
 * @param critical the distance that one of a hundred samples of the same things exceeds
 * @param risk the risk of the thresholds
 * @param outcome what the thresholds did to them
 * @param quality how well the calibrated probabilities tell the labels
 */
public record CoverageCheck(
    int n, double distance, double critical, Risk risk, Outcome outcome, Quality quality) {

  /** Whether a bound holds on other labelled scores. */
  public enum Bound {
    /** There is no such threshold, or nothing was beyond it. */
    UNTRIED,
    /** The labels show, at the stated confidence, that it holds. */
    SHOWN,
    /** The labels show neither. */
    OPEN,
    /** The labels show, at the stated confidence, that it does not hold. */
    BROKEN;

    /** The word for it in files and texts: {@code broken}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Compares a calibration with other labelled scores. */
  public static CoverageCheck of(Calibration calibration, List<LabelledScore> scores) {
    ScoreSample sample = ScoreSample.of(scores.stream().map(LabelledScore::score).toList());
    return new CoverageCheck(
        scores.size(),
        calibration.scores().distance(sample),
        calibration.scores().critical(sample),
        calibration.thresholds().risk(),
        Outcome.of(scores, calibration.thresholds()),
        Quality.of(
            scores.stream()
                .map(
                    it ->
                        new LabelledScore(
                            calibration.probability(it.score()), it.label(), it.group()))
                .toList()));
  }

  /** Returns whether the share of false alarms among alarms is as bounded. */
  public Bound falseAlarms() {
    return bound(outcome.falseAlarms(), outcome.alarms(), risk.falseAlarms());
  }

  /** Returns whether the share of misses among passes is as bounded. */
  public Bound misses() {
    return bound(outcome.misses(), outcome.passes(), risk.misses());
  }

  private Bound bound(int wrong, int all, double accepted) {
    double error = 1 - risk.confidence();
    if (all == 0) {
      return Bound.UNTRIED;
    }
    if (BinomialBound.lower(wrong, all, error) > accepted) {
      return Bound.BROKEN;
    }
    return BinomialBound.upper(wrong, all, error) <= accepted ? Bound.SHOWN : Bound.OPEN;
  }

  /** Returns whether the scores are distributed otherwise than chance allows at 1 %. */
  public boolean areScoresShifted() {
    return distance > critical;
  }

  /**
   * Returns whether the calibration must not be used here: scores or errors are not as they were.
   */
  public boolean isShifted() {
    return areScoresShifted() || falseAlarms() == Bound.BROKEN || misses() == Bound.BROKEN;
  }
}
