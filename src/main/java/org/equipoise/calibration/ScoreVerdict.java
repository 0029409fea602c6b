package org.equipoise.calibration;

/** What a score says once it is calibrated. */
public enum ScoreVerdict {
  /** At or above the upper threshold: an alarm. */
  YES,
  /** At or below the lower threshold: a pass. */
  NO,
  /** Between the thresholds, or there are none. */
  UNDECIDED
}
