package org.equipoise.calibration;

import java.util.ArrayList;
import java.util.List;

/** From a score to the probability that its label is true; it never falls. Immutable. */
public sealed interface Curve {
  /** From so many labels on, a curve of any rising form is fitted. */
  int MANY = 1_000;

  /** Scores count as being at least so far from 0 and from 1. */
  double EDGE = 1e-6;

  /** Returns the probability, which is never 0 or 1, at a score in [0, 1]. */
  double at(double score);

  /**
   * A logistic function of the score's log-odds (J. Platt: Probabilistic outputs for support vector
   * machines, 1999). Immutable.
   *
   * @param slope at least 0; 0 if the score tells nothing, or the opposite
   * @param intercept the log-odds of the label where the score is one half
   * @param least no probability is nearer to 0 or 1
   */
  record Logistic(double slope, double intercept, double least) implements Curve {
    public Logistic {
      if (!(slope >= 0 && slope < 1e9 && Math.abs(intercept) < 1e9)) {
        throw new IllegalArgumentException("the slope is not negative, and both are moderate");
      }
      if (!(least > 0 && least < 0.5)) {
        throw new IllegalArgumentException("the least probability is between 0 and 0.5");
      }
    }

    @Override
    public double at(double score) {
      double probability = LogisticFit.logistic(slope * LogisticFit.logOdds(score) + intercept);
      return Math.min(1 - least, Math.max(least, probability));
    }
  }

  /**
   * Straight lines between knots, and flat before the first and after the last. Immutable.
   *
   * @param knots at least one; their scores and probabilities rise
   */
  record Lines(List<Knot> knots) implements Curve {
    public Lines {
      knots = List.copyOf(knots);
      if (knots.isEmpty()) {
        throw new IllegalArgumentException("a curve has at least one knot");
      }
      for (int k = 1; k < knots.size(); k++) {
        Knot last = knots.get(k - 1);
        if (!(knots.get(k).score() > last.score()
            && knots.get(k).probability() >= last.probability())) {
          throw new IllegalArgumentException("scores and probabilities of knots rise");
        }
      }
    }

    @Override
    public double at(double score) {
      int above = 0;
      while (above < knots.size() && knots.get(above).score() < score) {
        above++;
      }
      if (above == 0 || above == knots.size()) {
        return knots.get(above == 0 ? 0 : above - 1).probability();
      }
      Knot from = knots.get(above - 1);
      Knot to = knots.get(above);
      double share = (score - from.score()) / (to.score() - from.score());
      return from.probability() + share * (to.probability() - from.probability());
    }
  }

  /**
   * A point of a curve. Immutable.
   *
   * @param score in [0, 1]
   * @param probability in (0, 1)
   */
  record Knot(double score, double probability) {
    public Knot {
      if (!(score >= 0 && score <= 1 && probability > 0 && probability < 1)) {
        throw new IllegalArgumentException(
            "a score is in [0, 1] and a probability in (0, 1), not " + score + ", " + probability);
      }
    }
  }

  /**
   * Fits a curve: logistic below {@value #MANY} labels, of any rising form from there on.
   *
   * @param scores in any order; at least one of each label
   */
  static Curve fit(List<LabelledScore> scores) {
    List<LabelledScore> sorted = new ArrayList<>(scores);
    sorted.sort(LabelledScore.ORDER);
    return sorted.size() < MANY ? LogisticFit.of(sorted) : rising(sorted);
  }

  /** The nearest rising steps, with one more label of each kind in each, joined at their means. */
  private static Lines rising(List<LabelledScore> sorted) {
    List<double[]> ties = new ArrayList<>();
    for (LabelledScore each : sorted) {
      if (ties.isEmpty() || ties.get(ties.size() - 1)[0] < each.score()) {
        ties.add(new double[] {each.score(), 0, 0});
      }
      double[] tie = ties.get(ties.size() - 1);
      tie[1]++;
      tie[2] += each.label() ? 1 : 0;
    }
    List<MonotoneFit.Block> steps =
        MonotoneFit.of(
            ties.stream().mapToDouble(it -> it[2] / it[1]).toArray(),
            ties.stream().mapToDouble(it -> it[1]).toArray());
    double[] smooth =
        steps.stream()
            .mapToDouble(it -> (it.value() * it.weight() + 1) / (it.weight() + 2))
            .toArray();
    double[] weights = steps.stream().mapToDouble(MonotoneFit.Block::weight).toArray();
    List<Knot> knots = new ArrayList<>();
    int tie = 0;
    int step = 0;
    for (MonotoneFit.Block block : MonotoneFit.of(smooth, weights)) {
      double score = 0;
      double count = 0;
      for (int last = step + block.size(); step < last; step++) {
        for (int end = tie + steps.get(step).size(); tie < end; tie++) {
          score += ties.get(tie)[0] * ties.get(tie)[1];
          count += ties.get(tie)[1];
        }
      }
      knots.add(new Knot(Math.min(1, score / count), block.value()));
    }
    return new Lines(knots);
  }
}
