package org.equipoise.statistics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.equipoise.statistics.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * Samples with replacement, always the same for the same items (Efron 1979). Items that hang
 * together are drawn together.
 */
public final class Bootstrap {
  private static final double TAIL = 0.025;

  private final int[] once;
  private final List<int[]> samples = new ArrayList<>();

  private Bootstrap(int items, List<List<Integer>> groups, int samples) {
    this.once = new int[items];
    Arrays.fill(once, 1);
    SplittableRandom random = new SplittableRandom(1);
    for (int s = 0; s < samples; s++) {
      int[] times = new int[items];
      for (int g = 0; g < groups.size(); g++) {
        groups.get(random.nextInt(groups.size())).forEach(it -> times[it]++);
      }
      this.samples.add(times);
    }
  }

  /**
   * Samples of items that are independent of each other.
   *
   * @param items how many there are
   */
  public static Bootstrap of(int items, int samples) {
    return ofGroups(IntStream.range(0, items).mapToObj(it -> List.of(it)).toList(), samples);
  }

  /**
   * Samples of groups.
   *
   * @param groups the numbers of their items, from 0 on, each in one group
   */
  public static Bootstrap ofGroups(List<List<Integer>> groups, int samples) {
    return new Bootstrap(groups.stream().mapToInt(List::size).sum(), groups, samples);
  }

  /**
   * Measures all items once, and each sample; samples that leave the measure undefined are left.
   *
   * @param measured from how often each item counts to the measure
   */
  public Estimate measure(Function<int[], @Nullable Double> measured) {
    Double value = measured.apply(once);
    if (value == null) {
      return Estimate.UNDEFINED;
    }
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
