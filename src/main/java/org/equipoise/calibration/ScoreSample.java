package org.equipoise.calibration;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * How scores were distributed: their number and up to {@value #MOST} evenly spaced quantiles of
 * them. Immutable.
 *
 * @param n how many scores there were, at least 1
 * @param quantiles in order; all scores if there are few
 */
public record ScoreSample(int n, List<Double> quantiles) {
  /** More scores than these are kept as quantiles. */
  public static final int MOST = 500;

  /** Of equal distributions, one of a hundred is farther apart than this allows. */
  private static final double AT_ONE_PERCENT = Math.sqrt(-StrictMath.log(0.01 / 2) / 2);

  public ScoreSample {
    quantiles = List.copyOf(quantiles);
    if (quantiles.isEmpty() || n < quantiles.size()) {
      throw new IllegalArgumentException("there is at least one score, and no more than n");
    }
    double last = 0;
    for (double each : quantiles) {
      if (!(each >= last && each <= 1)) {
        throw new IllegalArgumentException("scores are in [0, 1], in order");
      }
      last = each;
    }
  }

  /** Returns the sample of scores, which may come in any order. */
  public static ScoreSample of(Collection<Double> scores) {
    double[] sorted = scores.stream().mapToDouble(it -> it).sorted().toArray();
    int kept = Math.min(MOST, sorted.length);
    Double[] quantiles = new Double[kept];
    for (int q = 0; q < kept; q++) {
      quantiles[q] = sorted[(int) ((2L * q + 1) * sorted.length / (2L * kept))];
    }
    return new ScoreSample(sorted.length, List.of(quantiles));
  }

  /** Returns the least score. */
  public double least() {
    return quantiles.get(0);
  }

  /** Returns the greatest score. */
  public double greatest() {
    return quantiles.get(quantiles.size() - 1);
  }

  /** Returns the greatest difference of two cumulative distributions (Kolmogorov and Smirnov). */
  public double distance(ScoreSample other) {
    double[] ours = sorted();
    double[] theirs = other.sorted();
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < ours.length && j < theirs.length) {
      double at = Math.min(ours[i], theirs[j]);
      while (i < ours.length && ours[i] == at) {
        i++;
      }
      while (j < theirs.length && theirs[j] == at) {
        j++;
      }
      double difference = (double) i / ours.length - (double) j / theirs.length;
      distance = Math.max(distance, Math.abs(difference));
    }
    return distance;
  }

  /** Returns the distance that one of a hundred pairs of samples of one distribution exceeds. */
  public double critical(ScoreSample other) {
    return AT_ONE_PERCENT * Math.sqrt(1.0 / n + 1.0 / other.n);
  }

  /** Returns whether another sample is farther away than chance allows at 1 %. */
  public boolean isShifted(ScoreSample other) {
    return distance(other) > critical(other);
  }

  private double[] sorted() {
    double[] sorted = quantiles.stream().mapToDouble(it -> it).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
