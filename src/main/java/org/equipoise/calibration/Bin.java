package org.equipoise.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * The scores of one tenth of the range, for a reliability diagram. Immutable.
 *
 * @param from the least score of the tenth; the greatest is 0.1 above it
 * @param n how many scores there are, at least 1
 * @param score their mean
 * @param positives how many of them have a true label
 */
public record Bin(double from, int n, double score, int positives) {
  /** How many bins there are at most. */
  static final int MOST = 10;

  private static final double TAIL = 0.025;

  public Bin {
    if (!(from >= 0 && from < 1 && n > 0 && score >= 0 && score <= 1)
        || positives < 0
        || positives > n) {
      throw new IllegalArgumentException("the numbers of a bin do not fit each other");
    }
  }

  /** Returns the share of true labels. */
  public double share() {
    return (double) positives / n;
  }

  /** Returns the least share of true labels that the bin is compatible with, at 95 %. */
  public double low() {
    return BinomialBound.lower(positives, n, TAIL);
  }

  /** Returns the greatest share of true labels that the bin is compatible with, at 95 %. */
  public double high() {
    return BinomialBound.upper(positives, n, TAIL);
  }

  /** Returns the bins that hold anything, the lowest first. */
  static List<Bin> of(List<LabelledScore> scores) {
    int[] n = new int[MOST];
    int[] positives = new int[MOST];
    double[] sum = new double[MOST];
    for (LabelledScore each : scores) {
      int bin = place(each.score());
      n[bin]++;
      sum[bin] += each.score();
      positives[bin] += each.label() ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < MOST; b++) {
      if (n[b] > 0) {
        bins.add(new Bin((double) b / MOST, n[b], Math.min(1, sum[b] / n[b]), positives[b]));
      }
    }
    return bins;
  }

  /** The number of the bin of a score, from 0. */
  static int place(double score) {
    return Math.min(MOST - 1, (int) (score * MOST));
  }
}
