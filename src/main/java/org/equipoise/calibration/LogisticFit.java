package org.equipoise.calibration;

import java.util.List;

/**
 * Fits a logistic function of the log-odds of scores by Newton's method, with the targets of Platt,
 * which keep it finite where the labels are separated (H. Lin, C. Lin, R. Weng: A note on Platt's
 * probabilistic outputs, 2007).
 */
final class LogisticFit {
  private static final int STEPS = 100;
  private static final double RIDGE = 1e-9;
  private static final double CLOSE = 1e-10;

  private final double[] odds;
  private final double[] targets;

  private LogisticFit(double[] odds, double[] targets) {
    this.odds = odds;
    this.targets = targets;
  }

  static Curve.Logistic of(List<LabelledScore> scores) {
    int all = scores.size();
    long positive = scores.stream().filter(LabelledScore::label).count();
    double high = (positive + 1.0) / (positive + 2.0);
    double low = 1.0 / (all - positive + 2.0);
    LogisticFit fit =
        new LogisticFit(
            scores.stream().mapToDouble(it -> logOdds(it.score())).toArray(),
            scores.stream().mapToDouble(it -> it.label() ? high : low).toArray());
    double base = StrictMath.log((positive + 1.0) / (all - positive + 1.0));
    double[] best = fit.newton(base);
    double least = 1.0 / (all + 2);
    return best[0] > 0
        ? new Curve.Logistic(best[0], best[1], least)
        : new Curve.Logistic(0, base, least);
  }

  /** The slope and the intercept with the least loss. */
  private double[] newton(double base) {
    double slope = 0;
    double intercept = base;
    double loss = loss(slope, intercept);
    for (int step = 0; step < STEPS; step++) {
      double aa = RIDGE;
      double ab = 0;
      double bb = RIDGE;
      double a = 0;
      double b = 0;
      for (int i = 0; i < odds.length; i++) {
        double p = logistic(slope * odds[i] + intercept);
        double curvature = p * (1 - p);
        aa += odds[i] * odds[i] * curvature;
        ab += odds[i] * curvature;
        bb += curvature;
        a += odds[i] * (p - targets[i]);
        b += p - targets[i];
      }
      if (Math.abs(a) + Math.abs(b) < CLOSE * odds.length) {
        break;
      }
      double determinant = aa * bb - ab * ab;
      double bySlope = -(bb * a - ab * b) / determinant;
      double byIntercept = -(aa * b - ab * a) / determinant;
      double size = 1;
      double next = loss(slope + bySlope, intercept + byIntercept);
      while (next > loss && size > CLOSE) {
        size /= 2;
        next = loss(slope + size * bySlope, intercept + size * byIntercept);
      }
      if (next > loss) {
        break;
      }
      slope += size * bySlope;
      intercept += size * byIntercept;
      loss = next;
    }
    return new double[] {slope, intercept};
  }

  private double loss(double slope, double intercept) {
    double loss = 0;
    for (int i = 0; i < odds.length; i++) {
      double z = slope * odds[i] + intercept;
      loss += StrictMath.log1p(StrictMath.exp(-Math.abs(z))) + Math.max(z, 0) - targets[i] * z;
    }
    return loss;
  }

  static double logistic(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  static double logOdds(double score) {
    double inside = Math.min(1 - Curve.EDGE, Math.max(Curve.EDGE, score));
    return StrictMath.log(inside / (1 - inside));
  }
}
