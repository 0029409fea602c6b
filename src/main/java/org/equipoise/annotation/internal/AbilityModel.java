package org.equipoise.annotation.internal;

import java.util.Arrays;

/**
 * GLAD: an annotator of ability α gives the true label of an item of ease β > 0 with probability 1
 * / (1 + exp(−αβ)). Abilities have the prior N(1, 1), and logarithms of ease N(0, 1).
 */
public final class AbilityModel {
  private static final int STEPS = 10;
  private static final double DAMPED = 0.5;

  private final Evidence evidence;
  private final double[] abilities;
  private final double[] eases;

  private AbilityModel(Evidence evidence) {
    this.evidence = evidence;
    this.abilities = new double[evidence.annotators()];
    this.eases = new double[evidence.items()];
    Arrays.fill(abilities, 1);
  }

  /** Returns the probabilities of true labels by item, then by label. */
  public static double[][] posterior(Evidence evidence) {
    AbilityModel model = new AbilityModel(evidence);
    return evidence.converged(
        it -> {
          for (int step = 0; step < STEPS; step++) {
            model.learn(it);
          }
          return model.next();
        });
  }

  /** A step of Newton's method in each ability and each ease, half as long. */
  private void learn(double[][] posterior) {
    double[] slopes = new double[abilities.length];
    double[] bends = new double[abilities.length];
    for (int item = 0; item < eases.length; item++) {
      double ease = Math.exp(eases[item]);
      double slope = -eases[item];
      double bend = 1;
      for (int annotator = 0; annotator < abilities.length; annotator++) {
        int label = evidence.label(item, annotator);
        if (label >= 0) {
          double right = right(annotator, item);
          double surprise = posterior[item][label] - right;
          double spread = right * (1 - right);
          slopes[annotator] += surprise * ease;
          bends[annotator] += spread * ease * ease;
          slope += surprise * abilities[annotator] * ease;
          bend += spread * abilities[annotator] * abilities[annotator] * ease * ease;
        }
      }
      eases[item] += DAMPED * slope / bend;
    }
    for (int annotator = 0; annotator < abilities.length; annotator++) {
      double slope = slopes[annotator] + 1 - abilities[annotator];
      abilities[annotator] += DAMPED * slope / (bends[annotator] + 1);
    }
  }

  private double right(int annotator, int item) {
    return 1 / (1 + Math.exp(-abilities[annotator] * Math.exp(eases[item])));
  }

  private double[][] next() {
    double[][] next = new double[evidence.items()][];
    int others = Math.max(1, evidence.labels() - 1);
    for (int item = 0; item < next.length; item++) {
      double[] logs = new double[evidence.labels()];
      for (int annotator = 0; annotator < abilities.length; annotator++) {
        int label = evidence.label(item, annotator);
        if (label >= 0) {
          double right = Math.max(1e-12, Math.min(1 - 1e-12, right(annotator, item)));
          for (int truth = 0; truth < logs.length; truth++) {
            double given = truth == label ? right : (1 - right) / others;
            logs[truth] += Math.log(given) / evidence.dampening(item);
          }
        }
      }
      next[item] = Evidence.probabilities(logs);
    }
    return next;
  }
}
