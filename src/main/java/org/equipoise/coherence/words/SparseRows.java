package org.equipoise.coherence.words;

import java.util.ArrayList;
import java.util.List;

/** Rows of numbers of which most are 0, with a label each. */
final class SparseRows {
  private final List<int[]> columns = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<Boolean> labels = new ArrayList<>();

  void add(int[] at, double[] numbers, boolean label) {
    columns.add(at);
    values.add(numbers);
    labels.add(label);
  }

  int size() {
    return labels.size();
  }

  boolean label(int row) {
    return labels.get(row);
  }

  /** The product of a row with weights, of which the last is the intercept. */
  double product(int row, double[] weights) {
    int[] at = columns.get(row);
    double[] numbers = values.get(row);
    double sum = weights[weights.length - 1];
    for (int i = 0; i < at.length; i++) {
      sum += numbers[i] * weights[at[i]];
    }
    return sum;
  }

  /** Adds a multiple of a row to a sum, whose last element counts 1 in each row. */
  void addTo(double[] sum, int row, double times) {
    int[] at = columns.get(row);
    double[] numbers = values.get(row);
    for (int i = 0; i < at.length; i++) {
      sum[at[i]] += times * numbers[i];
    }
    sum[sum.length - 1] += times;
  }
}
