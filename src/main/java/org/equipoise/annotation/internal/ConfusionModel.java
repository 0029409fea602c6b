package org.equipoise.annotation.internal;

import java.util.Arrays;

/** Dawid and Skene's model: a probability of each label given each true label, by annotator. */
public final class ConfusionModel {
  /** How many items each probability is as if based on besides, so that none becomes 0. */
  private static final double PRIOR = 0.1;

  private ConfusionModel() {}

  /** Returns the probabilities of true labels by item, then by label. */
  public static double[][] posterior(Evidence evidence) {
    return evidence.converged(it -> next(evidence, it));
  }

  private static double[][] next(Evidence evidence, double[][] posterior) {
    int labels = evidence.labels();
    double[] shares = new double[labels];
    Arrays.fill(shares, PRIOR);
    double[][][] confusion = new double[evidence.annotators()][labels][labels];
    for (double[][] own : confusion) {
      for (double[] row : own) {
        Arrays.fill(row, PRIOR);
      }
    }
    for (int item = 0; item < posterior.length; item++) {
      for (int truth = 0; truth < labels; truth++) {
        shares[truth] += posterior[item][truth];
        for (int annotator = 0; annotator < confusion.length; annotator++) {
          int label = evidence.label(item, annotator);
          if (label >= 0) {
            confusion[annotator][truth][label] += posterior[item][truth];
          }
        }
      }
    }
    double[][] next = new double[posterior.length][];
    double items = Arrays.stream(shares).sum();
    for (int item = 0; item < next.length; item++) {
      double[] logs = new double[labels];
      for (int truth = 0; truth < labels; truth++) {
        double log = 0;
        for (int annotator = 0; annotator < confusion.length; annotator++) {
          int label = evidence.label(item, annotator);
          if (label >= 0) {
            double[] row = confusion[annotator][truth];
            log += Math.log(row[label] / Arrays.stream(row).sum());
          }
        }
        logs[truth] = Math.log(shares[truth] / items) + log / evidence.dampening(item);
      }
      next[item] = Evidence.probabilities(logs);
    }
    return next;
  }
}
