package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures of agreement from counts of labels by item, of which each item may count several times.
 * All are undefined (null) where chance alone would agree on everything.
 */
final class Coincidences {
  private final Panel panel;
  private final Scale scale;
  private final double[] numbers;

  /** By item, how many annotators gave each label. */
  private final List<int[]> counts = new ArrayList<>();

  Coincidences(Panel panel, Scale scale) {
    this.panel = panel;
    this.scale = scale;
    this.numbers = new double[panel.labels().size()];
    for (int k = 0; k < numbers.length; k++) {
      String label = panel.labels().get(k);
      numbers[k] =
          scale != Scale.INTERVAL
              ? k
              : LabelOrder.number(label)
                  .orElseThrow(
                      () -> new IllegalArgumentException("`" + label + "` is not a number"));
    }
    for (int item = 0; item < panel.items().size(); item++) {
      counts.add(panel.counts(item));
    }
  }

  /**
   * Krippendorff's α (K. Krippendorff: Computing Krippendorff's Alpha-Reliability, 2011): items
   * with fewer than two labels are left out.
   */
  @Nullable Double alpha(int[] times) {
    int labels = numbers.length;
    double[][] matrix = new double[labels][labels];
    double[] totals = new double[labels];
    double all = 0;
    for (int item = 0; item < times.length; item++) {
      int[] own = counts.get(item);
      int given = sum(own);
      if (given < 2 || times[item] == 0) {
        continue;
      }
      all += (double) times[item] * given;
      for (int a = 0; a < labels; a++) {
        totals[a] += (double) times[item] * own[a];
        for (int b = 0; b < labels; b++) {
          double pairs = (double) own[a] * (own[b] - (a == b ? 1 : 0));
          matrix[a][b] += times[item] * pairs / (given - 1);
        }
      }
    }
    double observed = 0;
    double expected = 0;
    for (int a = 0; a < labels; a++) {
      for (int b = a + 1; b < labels; b++) {
        double distance = distance(a, b, totals);
        observed += matrix[a][b] * distance;
        expected += totals[a] * totals[b] * distance;
      }
    }
    return expected == 0 ? null : (Double) (1 - (all - 1) * observed / expected);
  }

  private double distance(int a, int b, double[] totals) {
    return switch (scale) {
      case NOMINAL -> 1;
      case INTERVAL -> (numbers[a] - numbers[b]) * (numbers[a] - numbers[b]);
      case ORDINAL -> {
        double between = (totals[a] + totals[b]) / 2;
        for (int k = a + 1; k < b; k++) {
          between += totals[k];
        }
        yield between * between;
      }
    };
  }

  /** Fleiss' κ of the items that every annotator labelled (J. L. Fleiss, 1971). */
  @Nullable Double fleiss(int[] times) {
    int annotators = panel.annotators().size();
    double[] totals = new double[numbers.length];
    double observed = 0;
    double items = 0;
    for (int item = 0; item < times.length; item++) {
      int[] own = counts.get(item);
      if (times[item] == 0 || annotators < 2 || sum(own) < annotators) {
        continue;
      }
      items += times[item];
      for (int k = 0; k < own.length; k++) {
        totals[k] += (double) times[item] * own[k];
        observed +=
            times[item] * (double) own[k] * (own[k] - 1) / ((double) annotators * (annotators - 1));
      }
    }
    double expected = 0;
    for (double total : totals) {
      expected += total / (items * annotators) * total / (items * annotators);
    }
    return corrected(observed / items, expected, items);
  }

  /**
   * Gwet's AC1 (K. L. Gwet: Computing inter-rater reliability and its variance in the presence of
   * high agreement, 2008): chance is what annotators do who guess among the labels.
   */
  @Nullable Double ac1(int[] times) {
    double[] shares = new double[numbers.length];
    double observed = 0;
    double items = 0;
    double pairable = 0;
    for (int item = 0; item < times.length; item++) {
      int[] own = counts.get(item);
      int given = sum(own);
      if (times[item] == 0 || given == 0) {
        continue;
      }
      items += times[item];
      double agreeing = 0;
      for (int k = 0; k < own.length; k++) {
        shares[k] += times[item] * (double) own[k] / given;
        agreeing += (double) own[k] * (own[k] - 1);
      }
      if (given > 1) {
        pairable += times[item];
        observed += times[item] * agreeing / ((double) given * (given - 1));
      }
    }
    if (shares.length < 2) {
      return null;
    }
    double expected = 0;
    for (double share : shares) {
      expected += share / items * (1 - share / items) / (shares.length - 1);
    }
    return corrected(observed / pairable, expected, pairable);
  }

  /** Cohen's κ of the items that both annotators labelled (J. Cohen, 1960). */
  @Nullable Double cohen(int one, int other, int[] times) {
    int labels = numbers.length;
    double[] of = new double[labels];
    double[] ofOther = new double[labels];
    double agreeing = 0;
    double items = 0;
    for (int item = 0; item < times.length; item++) {
      int a = panel.label(item, one);
      int b = panel.label(item, other);
      if (a != Panel.NONE && b != Panel.NONE) {
        items += times[item];
        of[a] += times[item];
        ofOther[b] += times[item];
        agreeing += a == b ? times[item] : 0;
      }
    }
    double expected = 0;
    for (int k = 0; k < labels; k++) {
      expected += of[k] / items * ofOther[k] / items;
    }
    return corrected(agreeing / items, expected, items);
  }

  private static @Nullable Double corrected(double observed, double expected, double items) {
    boolean isDefined = items > 0 && 1 - expected > 1e-15;
    return isDefined ? (Double) ((observed - expected) / (1 - expected)) : null;
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
