package org.equipoise.annotation.internal;

import java.util.Arrays;

/** MACE: an annotator gives the true label if it knows it, and else one from habit. */
public final class HabitModel {
  private static final double PRIOR = 0.5;

  private HabitModel() {}

  /** Returns the probabilities of true labels by item, then by label. */
  public static double[][] posterior(Evidence evidence) {
    double[] knows = new double[evidence.annotators()];
    Arrays.fill(knows, 0.5);
    double[][] habits = new double[evidence.annotators()][evidence.labels()];
    for (double[] habit : habits) {
      Arrays.fill(habit, 1.0 / evidence.labels());
    }
    return evidence.converged(
        it -> {
          learn(evidence, it, knows, habits);
          return next(evidence, knows, habits);
        });
  }

  private static void learn(
      Evidence evidence, double[][] posterior, double[] knows, double[][] habits) {
    for (int annotator = 0; annotator < knows.length; annotator++) {
      double known = PRIOR;
      double all = 2 * PRIOR;
      double[] habit = new double[evidence.labels()];
      Arrays.fill(habit, PRIOR);
      for (int item = 0; item < posterior.length; item++) {
        int label = evidence.label(item, annotator);
        if (label >= 0) {
          double byHabit = (1 - knows[annotator]) * habits[annotator][label];
          double knew = posterior[item][label] * knows[annotator] / (knows[annotator] + byHabit);
          known += knew;
          habit[label] += 1 - knew;
          all++;
        }
      }
      double sum = Arrays.stream(habit).sum();
      for (int k = 0; k < habit.length; k++) {
        habits[annotator][k] = habit[k] / sum;
      }
      knows[annotator] = known / all;
    }
  }

  private static double[][] next(Evidence evidence, double[] knows, double[][] habits) {
    double[][] next = new double[evidence.items()][];
    for (int item = 0; item < next.length; item++) {
      double[] logs = new double[evidence.labels()];
      for (int annotator = 0; annotator < knows.length; annotator++) {
        int label = evidence.label(item, annotator);
        if (label >= 0) {
          double byHabit = (1 - knows[annotator]) * habits[annotator][label];
          for (int truth = 0; truth < logs.length; truth++) {
            double given = byHabit + (truth == label ? knows[annotator] : 0);
            logs[truth] += Math.log(given) / evidence.dampening(item);
          }
        }
      }
      next[item] = Evidence.probabilities(logs);
    }
    return next;
  }
}
