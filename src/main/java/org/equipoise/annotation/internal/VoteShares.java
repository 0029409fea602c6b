package org.equipoise.annotation.internal;

import java.util.Arrays;

/** The shares of the votes on each item, with one vote more that is divided among all labels. */
public final class VoteShares {
  private VoteShares() {}

  /** Returns the shares by item, then by label. */
  public static double[][] of(Evidence evidence) {
    double[][] shares = new double[evidence.items()][evidence.labels()];
    for (int item = 0; item < shares.length; item++) {
      Arrays.fill(shares[item], 1.0 / evidence.labels());
      double sum = 1;
      for (int annotator = 0; annotator < evidence.annotators(); annotator++) {
        int label = evidence.label(item, annotator);
        if (label >= 0) {
          shares[item][label] += 1 / evidence.dampening(item);
          sum += 1 / evidence.dampening(item);
        }
      }
      for (int k = 0; k < evidence.labels(); k++) {
        shares[item][k] /= sum;
      }
    }
    return shares;
  }
}
