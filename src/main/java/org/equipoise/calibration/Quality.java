package org.equipoise.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.statistics.Estimate;
import org.equipoise.statistics.internal.Bootstrap;
import org.jspecify.annotations.Nullable;

/**
 * How well scores tell labels. Immutable.
 *
 * @param ece the expected calibration error: how far the mean score is from the share of true
 *     labels, averaged over ten bins of equal width by the number of their scores
 * @param brier the mean squared difference of score and label
 * @param auroc the probability that a score with a true label is above one with a false label, ties
 *     counting half; not defined if all labels are the same
 * @param bins what a reliability diagram shows
 */
public record Quality(Estimate ece, Estimate brier, Estimate auroc, List<Bin> bins) {
  private static final int SAMPLES = 200;

  public Quality {
    bins = List.copyOf(bins);
  }

  /** Measures scores; no order of them changes the result. */
  public static Quality of(List<LabelledScore> scores) {
    List<LabelledScore> sorted = new ArrayList<>(scores);
    sorted.sort(LabelledScore.ORDER);
    Bootstrap bootstrap = Bootstrap.ofGroups(groups(sorted), SAMPLES);
    return new Quality(
        bootstrap.measure(it -> ece(sorted, it)),
        bootstrap.measure(it -> brier(sorted, it)),
        bootstrap.measure(it -> auroc(sorted, it)),
        Bin.of(sorted));
  }

  /** What is drawn together: the places of scores of one group; one without a group is its own. */
  private static List<List<Integer>> groups(List<LabelledScore> sorted) {
    Map<String, List<Integer>> byGroup = new TreeMap<>();
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      String group = sorted.get(i).group();
      if (group == null) {
        groups.add(List.of(i));
      } else {
        byGroup.computeIfAbsent(group, it -> new ArrayList<>()).add(i);
      }
    }
    groups.addAll(byGroup.values());
    return groups;
  }

  private static @Nullable Double ece(List<LabelledScore> scores, int[] times) {
    double[] gap = new double[Bin.MOST];
    double all = 0;
    for (int i = 0; i < times.length; i++) {
      LabelledScore each = scores.get(i);
      gap[Bin.place(each.score())] += times[i] * (each.score() - (each.label() ? 1 : 0));
      all += times[i];
    }
    double sum = 0;
    for (double each : gap) {
      sum += Math.abs(each);
    }
    return all == 0 ? null : sum / all;
  }

  private static @Nullable Double brier(List<LabelledScore> scores, int[] times) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < times.length; i++) {
      double error = scores.get(i).score() - (scores.get(i).label() ? 1 : 0);
      sum += times[i] * error * error;
      all += times[i];
    }
    return all == 0 ? null : sum / all;
  }

  private static @Nullable Double auroc(List<LabelledScore> sorted, int[] times) {
    double below = 0;
    double positives = 0;
    double won = 0;
    int i = 0;
    while (i < times.length) {
      double tiedPositive = 0;
      double tiedNegative = 0;
      int first = i;
      for (; i < times.length && sorted.get(i).score() == sorted.get(first).score(); i++) {
        if (sorted.get(i).label()) {
          tiedPositive += times[i];
        } else {
          tiedNegative += times[i];
        }
      }
      won += tiedPositive * (below + tiedNegative / 2);
      below += tiedNegative;
      positives += tiedPositive;
    }
    return below == 0 || positives == 0 ? null : won / (below * positives);
  }
}
