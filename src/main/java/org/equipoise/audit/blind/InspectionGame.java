package org.equipoise.audit.blind;

/**
 * How often labels must be looked at so that honesty pays (M. Dresher: A sampling inspection
 * problem in arms control agreements, 1962). Who gives a false label gains if nobody finds it, and
 * pays if somebody does. Immutable.
 *
 * @param gain what a false label is worth to its annotator, above 0
 * @param penalty what a false label that is found costs its annotator, above 0
 * @param power the probability that a false label that is looked at is found, in (0, 1]
 */
public record InspectionGame(double gain, double penalty, double power) {

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public InspectionGame {
    if (!(gain > 0 && penalty > 0 && gain < 1e12 && penalty < 1e12)) {
      throw new IllegalArgumentException("gain and penalty are above 0, and below 10^12");
    }
    if (!(power > 0 && power <= 1)) {
      throw new IllegalArgumentException("power is above 0 and at most 1");
    }
  }

  /**
   * Returns the least share of labels to look at: with it, a false label costs as much on average
   * as it gains. It is above 1 if looking at every label is not enough.
   */
  public double rate() {
    return gain / (gain + penalty) / power;
  }

  /** Returns how many of some items to look at: at least the share, and at most all. */
  public int sample(int items) {
    return (int) Math.min(items, Math.ceil(rate() * items - 1e-9));
  }

  /**
   * Returns the probability that a sample finds one false label or more: that of drawing one
   * (hypergeometric), each of which is found with the given power.
   */
  public static double detection(int items, int falsified, int sample, double power) {
    double missed = 0;
    double drawn = 1;
    // The probability of drawing none, then one, … of the falsified, each missed.
    for (int i = 0; i < falsified; i++) {
      drawn *= Math.max(0, (double) (items - sample - i) / (items - i));
    }
    if (power == 1) {
      return 1 - drawn;
    }
    for (int hits = 0; hits <= Math.min(falsified, sample); hits++) {
      double logs =
          choose(falsified, hits)
              + choose(items - falsified, sample - hits)
              - choose(items, sample);
      missed += Math.exp(logs) * Math.pow(1 - power, hits);
    }
    return Math.max(0, Math.min(1, 1 - missed));
  }

  private static double choose(int of, int some) {
    if (some < 0 || some > of) {
      return Double.NEGATIVE_INFINITY;
    }
    double log = 0;
    for (int i = 1; i <= some; i++) {
      log += Math.log((double) (of - some + i) / i);
    }
    return log;
  }
}
