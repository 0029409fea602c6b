package org.equipoise.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Samples of scores with replacement, group by group; the same for the same scores. */
final class Bootstrap {
  static final int SAMPLES = 200;
  private static final double TAIL = 0.025;

  private final int[] once;
  private final List<int[]> samples = new ArrayList<>();

  /**
   * Draws the samples.
   *
   * @param sorted the scores, in {@link LabelledScore#ORDER}; one without a group is its own
   */
  Bootstrap(List<LabelledScore> sorted) {
    this.once = new int[sorted.size()];
    Arrays.fill(once, 1);
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
    Collection<List<Integer>> named = byGroup.values();
    groups.addAll(named);
    SplittableRandom random = new SplittableRandom(1);
    for (int s = 0; s < SAMPLES; s++) {
      int[] times = new int[sorted.size()];
      for (int g = 0; g < groups.size(); g++) {
        groups.get(random.nextInt(groups.size())).forEach(it -> times[it]++);
      }
      samples.add(times);
    }
  }

  /**
   * Measures all scores once, and each sample; samples that leave the measure undefined are left.
   *
   * @param measured from how often each score counts to the measure
   */
  Estimate measure(Function<int[], @Nullable Double> measured) {
    Double value = measured.apply(once);
    List<Double> values = new ArrayList<>();
    for (int[] sample : samples) {
      Double each = measured.apply(sample);
      if (each != null) {
        values.add(each);
      }
    }
    values.sort(Double::compare);
    return values.isEmpty()
        ? new Estimate(value, null, null)
        : new Estimate(value, quantile(values, TAIL), quantile(values, 1 - TAIL));
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }
}
