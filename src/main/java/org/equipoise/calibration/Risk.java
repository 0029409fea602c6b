package org.equipoise.calibration;

/**
 * How often thresholds may be wrong. Immutable.
 *
 * @param falseAlarms the share of false alarms among alarms that is accepted, in (0, 1)
 * @param misses the share of misses among passes that is accepted, in (0, 1)
 * @param confidence with which each of both holds, in (0, 1)
 */
public record Risk(double falseAlarms, double misses, double confidence) {
  /** One of ten, at 90 %. */
  public static final Risk USUAL = new Risk(0.1, 0.1, 0.9);

  public Risk {
    if (!(isShare(falseAlarms) && isShare(misses) && isShare(confidence))) {
      throw new IllegalArgumentException(
          "risks and the confidence are between 0 and 1, not "
              + falseAlarms
              + ", "
              + misses
              + ", "
              + confidence);
    }
  }

  private static boolean isShare(double number) {
    return number > 0 && number < 1;
  }
}
