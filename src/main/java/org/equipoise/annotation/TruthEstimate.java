package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.annotation.internal.AbilityModel;
import org.equipoise.annotation.internal.ConfusionModel;
import org.equipoise.annotation.internal.Evidence;
import org.equipoise.annotation.internal.HabitModel;
import org.equipoise.annotation.internal.VoteShares;
import org.jspecify.annotations.Nullable;

/**
 * Which labels are true, as far as those of a panel tell. The same panel gives the same estimate.
 * Immutable.
 *
 * @param items in the order of the panel
 * @param annotators in the order of the panel
 */
public record TruthEstimate(
    TruthModel model, List<ItemEstimate> items, List<Reliability> annotators) {

  /**
   * How likely each label of an item is to be the true one.
   *
   * @param posterior in the order of the panel's labels; they add up to 1
   * @param label the likeliest; null if several are as likely
   * @param confidence the probability of the likeliest
   */
  public record ItemEstimate(
      String item, List<Double> posterior, @Nullable String label, double confidence) {
    public ItemEstimate {
      posterior = List.copyOf(posterior);
    }
  }

  /**
   * How reliable an annotator is.
   *
   * @param accuracy the mean probability that a label of its is the true one
   */
  public record Reliability(String annotator, double accuracy) {}

  public TruthEstimate {
    items = List.copyOf(items);
    annotators = List.copyOf(annotators);
  }

  /**
   * Estimates the true labels.
   *
   * @param correlation the correlation of errors, as {@link Dependence} measures it: what n
   *     annotators say of an item counts as what n / (1 + (n − 1) ρ) say; a negative one is 0
   */
  public static TruthEstimate of(Panel panel, TruthModel model, double correlation) {
    int[][] codes = new int[panel.items().size()][panel.annotators().size()];
    for (int item = 0; item < codes.length; item++) {
      for (int annotator = 0; annotator < codes[item].length; annotator++) {
        codes[item][annotator] = panel.label(item, annotator);
      }
    }
    Evidence evidence =
        new Evidence(
            codes, panel.annotators().size(), panel.labels().size(), Math.max(0, correlation));
    double[][] posterior =
        switch (model) {
          case MAJORITY -> VoteShares.of(evidence);
          case DAWID_SKENE -> ConfusionModel.posterior(evidence);
          case MACE -> HabitModel.posterior(evidence);
          case GLAD -> AbilityModel.posterior(evidence);
        };
    return new TruthEstimate(model, items(panel, posterior), reliabilities(panel, posterior));
  }

  private static List<ItemEstimate> items(Panel panel, double[][] posterior) {
    List<ItemEstimate> items = new ArrayList<>();
    for (double[] own : posterior) {
      List<Double> shares = new ArrayList<>();
      int best = 0;
      for (int k = 0; k < own.length; k++) {
        shares.add(own[k]);
        best = own[k] > own[best] ? k : best;
      }
      double greatest = own[best];
      boolean isTie = shares.stream().filter(it -> it >= greatest - 1e-12).count() > 1;
      items.add(
          new ItemEstimate(
              panel.items().get(items.size()),
              shares,
              isTie ? null : panel.labels().get(best),
              greatest));
    }
    return items;
  }

  private static List<Reliability> reliabilities(Panel panel, double[][] posterior) {
    List<Reliability> reliabilities = new ArrayList<>();
    for (int annotator = 0; annotator < panel.annotators().size(); annotator++) {
      double right = 0;
      int n = 0;
      for (int item = 0; item < posterior.length; item++) {
        int label = panel.label(item, annotator);
        if (label != Panel.NONE) {
          right += posterior[item][label];
          n++;
        }
      }
      reliabilities.add(new Reliability(panel.annotators().get(annotator), right / n));
    }
    return reliabilities;
  }
}
