package org.equipoise.annotation.internal;

import java.util.Arrays;

/** Labels as numbers, with how much those of each item count. */
public final class Evidence {
  private static final int MAX_ROUNDS = 200;
  private static final double CONVERGED = 1e-10;

  private final int[][] codes;
  private final int annotators;
  private final int labels;
  private final double correlation;

  /**
   * Labels of items.
   *
   * @param codes by item, then by annotator; negative where there is no label
   * @param correlation of errors, 0 or more
   */
  public Evidence(int[][] codes, int annotators, int labels, double correlation) {
    this.codes = codes;
    this.annotators = annotators;
    this.labels = labels;
    this.correlation = correlation;
  }

  int items() {
    return codes.length;
  }

  int annotators() {
    return annotators;
  }

  int labels() {
    return labels;
  }

  /** The label that an annotator gave an item; negative if none. */
  int label(int item, int annotator) {
    return codes[item][annotator];
  }

  /** By how much each label of an item counts less, since annotators err together. */
  double dampening(int item) {
    long given = Arrays.stream(codes[item]).filter(it -> it >= 0).count();
    return 1 + Math.max(0, given - 1) * correlation;
  }

  /** A step from probabilities of true labels to better ones. */
  interface Step {
    double[][] next(double[][] posterior);
  }

  /** Repeats a step, from the shares of the votes on, until nothing changes. */
  double[][] converged(Step step) {
    double[][] posterior = VoteShares.of(this);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      double[][] next = step.next(posterior);
      double moved = 0;
      for (int item = 0; item < next.length; item++) {
        for (int k = 0; k < labels; k++) {
          moved = Math.max(moved, Math.abs(next[item][k] - posterior[item][k]));
        }
      }
      posterior = next;
      if (moved < CONVERGED) {
        break;
      }
    }
    return posterior;
  }

  /** Returns probabilities in proportion to the exponentials of some numbers. */
  static double[] probabilities(double[] logs) {
    double most = Arrays.stream(logs).max().orElse(0);
    double sum = 0;
    double[] shares = new double[logs.length];
    for (int k = 0; k < logs.length; k++) {
      shares[k] = Math.exp(logs[k] - most);
      sum += shares[k];
    }
    for (int k = 0; k < logs.length; k++) {
      shares[k] /= sum;
    }
    return shares;
  }
}
