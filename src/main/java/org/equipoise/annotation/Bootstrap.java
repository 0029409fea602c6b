package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Samples of the items with replacement, always the same for the same number of items. */
final class Bootstrap {
  private static final double TAIL = 0.025;

  private final int[] once;
  private final List<int[]> samples = new ArrayList<>();

  Bootstrap(int items, int samples) {
    this.once = new int[items];
    Arrays.fill(once, 1);
    SplittableRandom random = new SplittableRandom(1);
    for (int s = 0; s < samples; s++) {
      int[] times = new int[items];
      for (int i = 0; i < items; i++) {
        times[random.nextInt(items)]++;
      }
      this.samples.add(times);
    }
  }

  /**
   * Measures all items once, and each sample; samples that leave the measure undefined are left.
   */
  Measure measure(Function<int[], @Nullable Double> measured) {
    Double value = measured.apply(once);
    if (value == null) {
      return Measure.UNDEFINED;
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
        ? new Measure(value, null, null)
        : new Measure(value, quantile(values, TAIL), quantile(values, 1 - TAIL));
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }
}
