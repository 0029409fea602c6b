package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often annotators err, and err together, from their labels alone: the likeliest of two models
 * of one parameter each for the errors and for their correlation. In one, an item is harder for all
 * (a beta-binomial number of errors); in the other, some copy one answer that all can see. In both
 * the annotators are alike, and wrong labels are equally likely.
 */
final class ErrorModel {
  private static final int ROUNDS = 25;
  private static final double LEAST_ERROR = 0.002;

  /** With more errors, independent annotators and such as copy are hardly told apart. */
  private static final double MOST_ERROR = 0.35;

  private static final double MOST_CORRELATION = 0.98;
  private static final double GRID = 0.025;
  private static final double FINEST = 0.001;

  /** A difference of the logarithms of likelihoods that is more than chance. */
  private static final double TOLD_APART = 3;

  private enum Family {
    GRADED,
    COPIED
  }

  private final int labels;

  /** How many gave each label, once for each way in which that happens. */
  private final List<int[]> cells = new ArrayList<>();

  private final int[] cellOf;

  ErrorModel(Panel panel) {
    this.labels = panel.labels().size();
    this.cellOf = new int[panel.items().size()];
    Map<String, Integer> known = new LinkedHashMap<>();
    for (int item = 0; item < cellOf.length; item++) {
      int[] counts = panel.counts(item);
      Integer cell = known.putIfAbsent(Arrays.toString(counts), cells.size());
      if (cell == null) {
        cells.add(counts);
      }
      cellOf[item] = cell == null ? cells.size() - 1 : cell;
    }
  }

  /** The models at their likeliest; {@code correlation} is that of the errors of two annotators. */
  record Fit(boolean isCopied, double error, double correlation, double likelihood) {
    private Family family() {
      return isCopied ? Family.COPIED : Family.GRADED;
    }
  }

  /** Returns the likeliest model in which items are harder for all, each item counted once. */
  Fit graded() {
    return likeliest(Family.GRADED, weights(once()));
  }

  /** Returns the likeliest model in which some copy one answer, each item counted once. */
  Fit copied() {
    return likeliest(Family.COPIED, weights(once()));
  }

  private int[] once() {
    int[] once = new int[cellOf.length];
    Arrays.fill(once, 1);
    return once;
  }

  /**
   * Returns the likelier of the two. If the labels hardly tell them apart, it is the one with more
   * correlation, so that no voices are counted that may be none.
   */
  static Fit likelier(Fit graded, Fit copied) {
    if (Math.abs(graded.likelihood() - copied.likelihood()) < TOLD_APART) {
      return graded.correlation() > copied.correlation() ? graded : copied;
    }
    return graded.likelihood() > copied.likelihood() ? graded : copied;
  }

  private Fit likeliest(Family family, double[] weights) {
    Fit best = tried(family, GRID, 0, weights);
    for (double error = GRID; error <= MOST_ERROR; error += GRID) {
      for (double correlation = 0; correlation < MOST_CORRELATION; correlation += 2 * GRID) {
        Fit tried = tried(family, error, correlation, weights);
        best = tried.likelihood() > best.likelihood() + 1e-9 ? tried : best;
      }
    }
    return refined(best, weights);
  }

  /** Returns the likeliest model near one, where each item counts so many times. */
  Fit near(Fit start, int[] times) {
    double[] weights = weights(times);
    return refined(tried(start.family(), start.error(), start.correlation(), weights), weights);
  }

  private double[] weights(int[] times) {
    double[] weights = new double[cells.size()];
    for (int item = 0; item < times.length; item++) {
      weights[cellOf[item]] += times[item];
    }
    return weights;
  }

  private Fit refined(Fit start, double[] weights) {
    Fit best = start;
    for (double step = GRID; step > FINEST; ) {
      Fit before = best;
      boolean isBetter = false;
      for (int[] way : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, -1}, {-1, 1}}) {
        double error = before.error() + way[0] * step;
        double correlation = before.correlation() + way[1] * step;
        Fit tried =
            tried(
                before.family(),
                Math.max(LEAST_ERROR, Math.min(MOST_ERROR, error)),
                Math.max(0, Math.min(MOST_CORRELATION, correlation)),
                weights);
        if (tried.likelihood() > best.likelihood() + 1e-9) {
          best = tried;
          isBetter = true;
        }
      }
      step = isBetter ? step : step / 2;
    }
    return best;
  }

  private Fit tried(Family family, double error, double correlation, double[] weights) {
    double[][] given = new double[cells.size()][labels];
    for (int cell = 0; cell < given.length; cell++) {
      for (int truth = 0; truth < labels; truth++) {
        given[cell][truth] = probability(family, cells.get(cell), truth, error, correlation);
      }
    }
    return new Fit(family == Family.COPIED, error, correlation, likelihood(given, weights));
  }

  /** The logarithm of the likelihood under the likeliest shares of true labels. */
  private double likelihood(double[][] given, double[] weights) {
    double[] shares = new double[labels];
    Arrays.fill(shares, 1.0 / labels);
    double likelihood = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[labels];
      double all = 0;
      likelihood = 0;
      for (int cell = 0; cell < given.length; cell++) {
        double sum = 0;
        for (int truth = 0; truth < labels; truth++) {
          sum += shares[truth] * given[cell][truth];
        }
        likelihood += weights[cell] * Math.log(Math.max(sum, 1e-300));
        all += weights[cell];
        for (int truth = 0; truth < labels && sum > 0; truth++) {
          next[truth] += weights[cell] * shares[truth] * given[cell][truth] / sum;
        }
      }
      for (int truth = 0; truth < labels; truth++) {
        shares[truth] = next[truth] / all;
      }
    }
    return likelihood;
  }

  /** The probability of counts up to their multinomial factor, which no parameter changes. */
  private double probability(
      Family family, int[] counts, int truth, double error, double correlation) {
    int given = Arrays.stream(counts).sum();
    int errors = given - counts[truth];
    int others = Math.max(1, labels - 1);
    if (family == Family.GRADED) {
      return Math.exp(logBeta(errors, counts[truth], error, correlation))
          * Math.pow(1.0 / others, errors);
    }
    double copying = Math.sqrt(correlation);
    double single = (1 - copying) * error / others;
    double sum = (1 - error) * power(1 - (1 - copying) * error, counts[truth]);
    sum *= power(single, errors);
    for (int wrong = 0; wrong < labels; wrong++) {
      if (wrong != truth) {
        sum +=
            error
                / others
                * power((1 - copying) * (1 - error), counts[truth])
                * power(copying + single, counts[wrong])
                * power(single, errors - counts[wrong]);
      }
    }
    return sum;
  }

  private static double power(double base, int exponent) {
    return exponent == 0 ? 1 : Math.pow(base, exponent);
  }

  /** The logarithm of the probability of so many errors in one order, as Pólya's urn gives them. */
  private static double logBeta(int errors, int hits, double error, double correlation) {
    double reinforced = correlation / (1 - correlation);
    double log = 0;
    for (int i = 0; i < errors; i++) {
      log += Math.log(error + i * reinforced);
    }
    for (int i = 0; i < hits; i++) {
      log += Math.log(1 - error + i * reinforced);
    }
    for (int i = 0; i < errors + hits; i++) {
      log -= Math.log(1 + i * reinforced);
    }
    return log;
  }
}
