package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.equipoise.statistics.Estimate;
import org.equipoise.statistics.internal.Bootstrap;
import org.jspecify.annotations.Nullable;

/**
 * How far the annotators of a panel agree. Immutable.
 *
 * @param annotators in the order of the panel
 * @param pairs of annotators who both labelled some item, in the order of the panel
 * @param alpha Krippendorff's α on the scale asked for; items with one label are left out
 * @param fleissKappa of the items that all annotators labelled
 * @param gwetAc1 Gwet's AC1
 * @param dependence how far they err together
 */
public record Agreement(
    int items,
    List<AnnotatorResult> annotators,
    List<Pair> pairs,
    Estimate alpha,
    Estimate fleissKappa,
    Estimate gwetAc1,
    Dependence dependence) {
  /** Below it an annotator says little more than chance (Landis and Koch, 1977). */
  private static final double LEAST_KAPPA = 0.4;

  /** The fewest items that an annotator is flagged on. */
  private static final int LEAST_ITEMS = 20;

  /**
   * What an annotator's labels are worth.
   *
   * @param n how many items it labelled
   * @param accuracyEstimate the share of its labels that are right: of those with a known truth, or
   *     else as Dawid and Skene's model estimates it
   * @param reference how many of its items the next two are measured on: those with a known truth,
   *     or else those on which most of the other annotators gave one label
   * @param accuracy the share of these on which it gave that label; null if there are none
   * @param kappa Cohen's κ with these labels; null where it is not defined
   * @param self how far it agrees with itself
   * @param isFlagged whether κ is below 0.4, on at least 20 items
   */
  public record AnnotatorResult(
      String annotator,
      int n,
      double accuracyEstimate,
      int reference,
      @Nullable Double accuracy,
      @Nullable Double kappa,
      Panel.SelfAgreement self,
      boolean isFlagged) {}

  /**
   * How far two annotators agree on the items that both labelled.
   *
   * @param cohenKappa null where it is not defined
   */
  public record Pair(String a, String b, int n, double agreement, @Nullable Double cohenKappa) {}

  public Agreement {
    annotators = List.copyOf(annotators);
    pairs = List.copyOf(pairs);
  }

  /**
   * Measures the agreement of a panel.
   *
   * @param truth the true label of some items; empty if none is known
   * @param samples how many bootstrap samples the intervals rest on; 0 for no intervals
   * @throws IllegalArgumentException if the scale is that of intervals, and a label is no number
   */
  public static Agreement of(Panel panel, Scale scale, Map<String, String> truth, int samples) {
    Coincidences counted = new Coincidences(panel, scale);
    Bootstrap bootstrap = Bootstrap.of(panel.items().size(), samples);
    return new Agreement(
        panel.items().size(),
        annotators(panel, truth),
        pairs(panel, counted),
        bootstrap.measure(counted::alpha),
        bootstrap.measure(counted::fleiss),
        bootstrap.measure(counted::ac1),
        Dependence.of(panel, truth, samples));
  }

  private static List<Pair> pairs(Panel panel, Coincidences counted) {
    int[] once = new int[panel.items().size()];
    Arrays.fill(once, 1);
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < panel.annotators().size(); a++) {
      for (int b = a + 1; b < panel.annotators().size(); b++) {
        int n = 0;
        int same = 0;
        for (int item = 0; item < once.length; item++) {
          int one = panel.label(item, a);
          if (one != Panel.NONE && panel.label(item, b) != Panel.NONE) {
            n++;
            same += one == panel.label(item, b) ? 1 : 0;
          }
        }
        if (n > 0) {
          pairs.add(
              new Pair(
                  panel.annotators().get(a),
                  panel.annotators().get(b),
                  n,
                  (double) same / n,
                  counted.cohen(a, b, once)));
        }
      }
    }
    return pairs;
  }

  private static List<AnnotatorResult> annotators(Panel panel, Map<String, String> truth) {
    int[] known = truth.isEmpty() ? null : Dependence.codes(panel, truth);
    TruthEstimate estimate = TruthEstimate.of(panel, TruthModel.DAWID_SKENE, 0);
    List<AnnotatorResult> results = new ArrayList<>();
    for (int a = 0; a < panel.annotators().size(); a++) {
      int n = 0;
      List<int[]> compared = new ArrayList<>();
      for (int item = 0; item < panel.items().size(); item++) {
        int own = panel.label(item, a);
        if (own != Panel.NONE) {
          n++;
          int reference = known == null ? majorityOfOthers(panel, item, own) : known[item];
          if (reference != Panel.NONE) {
            compared.add(new int[] {own, reference});
          }
        }
      }
      long hits = compared.stream().filter(it -> it[0] == it[1]).count();
      Double accuracy = compared.isEmpty() ? null : (Double) ((double) hits / compared.size());
      Double kappa = kappa(compared, panel.labels().size() + 1);
      results.add(
          new AnnotatorResult(
              panel.annotators().get(a),
              n,
              known != null && accuracy != null
                  ? accuracy
                  : estimate.annotators().get(a).accuracy(),
              compared.size(),
              accuracy,
              kappa,
              panel.selfAgreement().get(a),
              kappa != null && kappa < LEAST_KAPPA && compared.size() >= LEAST_ITEMS));
    }
    return results;
  }

  private static int majorityOfOthers(Panel panel, int item, int own) {
    int[] counts = panel.counts(item);
    counts[own]--;
    return Panel.first(counts);
  }

  private static @Nullable Double kappa(List<int[]> compared, int labels) {
    double[] own = new double[labels];
    double[] other = new double[labels];
    double same = 0;
    double n = compared.size();
    for (int[] pair : compared) {
      own[pair[0]]++;
      other[pair[1]]++;
      same += pair[0] == pair[1] ? 1 : 0;
    }
    double expected = 0;
    for (int k = 0; k < labels; k++) {
      expected += own[k] / n * other[k] / n;
    }
    return n == 0 || 1 - expected < 1e-15
        ? null
        : (Double) ((same / n - expected) / (1 - expected));
  }
}
