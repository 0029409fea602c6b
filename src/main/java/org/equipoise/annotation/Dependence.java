package org.equipoise.annotation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.statistics.Estimate;
import org.equipoise.statistics.internal.Bootstrap;
import org.jspecify.annotations.Nullable;

/**
 * How far annotators err together. So many annotators whose errors have a mean correlation ρ tell
 * as much as n / (1 + (n − 1) ρ) that err independently (L. Kish: Survey Sampling, 1965).
 * Immutable.
 *
 * @param correlation ρ, the mean correlation of the errors of two annotators; without true labels,
 *     its interval holds those of both models, as far as these describe how the labels came about
 * @param effective the effective number of independent annotators, from 1 to their number; a
 *     negative correlation counts as 0
 * @param basis what the correlation rests on
 */
public record Dependence(Estimate correlation, Estimate effective, Basis basis) {
  private static final int LEAST_FOR_MODEL = 4;

  /** What a correlation of errors rests on. */
  public enum Basis {
    /** Errors are labels other than the true ones, which are given. */
    TRUTH,
    /** The true labels are not given: the likeliest model of how labels come about. */
    MODEL,
    /** Labels of so few annotators do not tell; they are taken as independent. */
    ASSUMED;

    /** Returns the word for it in results. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the dependence of a panel.
   *
   * @param truth the true label of some items; errors on others are not counted. Empty if none is
   *     known
   * @param samples how many bootstrap samples intervals rest on; 0 for no intervals
   */
  public static Dependence of(Panel panel, Map<String, String> truth, int samples) {
    Bootstrap bootstrap = Bootstrap.of(panel.items().size(), samples);
    int annotators = panel.annotators().size();
    if (!truth.isEmpty()) {
      int[] codes = codes(panel, truth);
      return of(annotators, bootstrap.measure(it -> ofErrors(panel, codes, it)), Basis.TRUTH);
    }
    if (annotators < LEAST_FOR_MODEL || panel.labels().size() < 2) {
      return of(annotators, new Estimate(0.0, null, null), Basis.ASSUMED);
    }
    return of(annotators, modelled(panel, samples), Basis.MODEL);
  }

  /**
   * The correlation in the likelier model, with an interval that holds those of both: labels alone
   * seldom tell for certain which of the two made them.
   */
  private static Estimate modelled(Panel panel, int samples) {
    ErrorModel model = new ErrorModel(panel);
    ErrorModel.Fit graded = model.graded();
    ErrorModel.Fit copied = model.copied();
    Double value = ErrorModel.likelier(graded, copied).correlation();
    Bootstrap bootstrap = Bootstrap.of(panel.items().size(), (samples + 1) / 2);
    Estimate one = bootstrap.measure(it -> model.near(graded, it).correlation());
    Estimate other = bootstrap.measure(it -> model.near(copied, it).correlation());
    if (one.low() == null || one.high() == null || other.low() == null || other.high() == null) {
      return new Estimate(value, null, null);
    }
    return new Estimate(
        value,
        Math.min(value, Math.min(one.low(), other.low())),
        Math.max(value, Math.max(one.high(), other.high())));
  }

  private static Dependence of(int annotators, Estimate correlation, Basis basis) {
    Estimate effective =
        new Estimate(
            effective(annotators, correlation.value()),
            effective(annotators, correlation.high()),
            effective(annotators, correlation.low()));
    return new Dependence(correlation, effective, basis);
  }

  private static @Nullable Double effective(int annotators, @Nullable Double correlation) {
    return correlation == null
        ? null
        : (Double) (annotators / (1 + (annotators - 1) * Math.max(0, correlation)));
  }

  /** The codes of the true labels; those that nobody gave have a code of their own. */
  static int[] codes(Panel panel, Map<String, String> truth) {
    int[] codes = new int[panel.items().size()];
    List<String> labels = panel.labels();
    for (int item = 0; item < codes.length; item++) {
      String label = truth.get(panel.items().get(item));
      int code = label == null ? Panel.NONE : labels.indexOf(label);
      codes[item] = label != null && code < 0 ? labels.size() : code;
    }
    return codes;
  }

  /**
   * The covariances of the errors of all pairs, on the items that both labelled, over the products
   * of their standard deviations; 0 if nobody errs.
   */
  private static double ofErrors(Panel panel, int[] truth, int[] times) {
    double covariances = 0;
    double deviations = 0;
    int annotators = panel.annotators().size();
    for (int a = 0; a < annotators; a++) {
      for (int b = a + 1; b < annotators; b++) {
        double n = 0;
        double errorsA = 0;
        double errorsB = 0;
        double both = 0;
        for (int item = 0; item < times.length; item++) {
          int one = panel.label(item, a);
          int other = panel.label(item, b);
          if (truth[item] != Panel.NONE && one != Panel.NONE && other != Panel.NONE) {
            n += times[item];
            errorsA += one == truth[item] ? 0 : times[item];
            errorsB += other == truth[item] ? 0 : times[item];
            both += one == truth[item] || other == truth[item] ? 0 : times[item];
          }
        }
        if (n > 0) {
          double shareA = errorsA / n;
          double shareB = errorsB / n;
          covariances += n * (both / n - shareA * shareB);
          deviations += n * Math.sqrt(shareA * (1 - shareA) * shareB * (1 - shareB));
        }
      }
    }
    return deviations == 0 ? 0 : covariances / deviations;
  }
}
