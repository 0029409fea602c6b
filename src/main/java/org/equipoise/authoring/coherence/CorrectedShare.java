package org.equipoise.authoring.coherence;

import org.equipoise.calibration.BinomialBound;
import org.equipoise.calibration.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A share of texts that contradict something, corrected for the known errors of the calibration (W.
 * Rogan, B. Gladen: Estimating prevalence from the results of a screening test, American Journal of
 * Epidemiology 107, 1978). The interval combines the bounds of Clopper and Pearson on the share of
 * findings and on both error rates, each at a sixth of the error, so it holds at the stated
 * confidence for texts drawn as the labelled ones were. Immutable.
 *
 * @param value in [0, 1]; null where the findings tell nothing, since true and false texts are
 *     found equally often
 * @param low the lower bound, 0 where nothing is known
 * @param high the upper bound, 1 where nothing is known
 */
public record CorrectedShare(@Nullable Double value, double low, double high) {
  /**
   * Corrects a share.
   *
   * @param found how many contradictions were found
   * @param all among how many texts, at least 1
   * @param known what the thresholds did to labelled texts
   * @param error the probability that the share is outside the interval, in (0, 1)
   */
  public static CorrectedShare of(int found, int all, Outcome known, double error) {
    int positives = known.positives();
    int negatives = known.all() - positives;
    int hits = known.alarms() - known.falseAlarms();
    if (known.alarms() == 0) {
      return new CorrectedShare(null, 0, 1);
    }
    double part = error / 6;
    Double value =
        positives == 0 || negatives == 0
            ? null
            : corrected(
                (double) found / all,
                (double) hits / positives,
                (double) known.falseAlarms() / negatives);
    Double low =
        corrected(
            BinomialBound.lower(found, all, part),
            BinomialBound.upper(hits, positives, part),
            BinomialBound.upper(known.falseAlarms(), negatives, part));
    Double high =
        corrected(
            BinomialBound.upper(found, all, part),
            BinomialBound.lower(hits, positives, part),
            BinomialBound.lower(known.falseAlarms(), negatives, part));
    return new CorrectedShare(value, low == null ? 0 : low, high == null ? 1 : high);
  }

  /** Null if true texts are found no more often than false ones. */
  private static @Nullable Double corrected(double share, double hit, double falseAlarm) {
    if (!(hit > falseAlarm)) {
      return null;
    }
    return Math.max(0, Math.min(1, (share - falseAlarm) / (hit - falseAlarm)));
  }
}
