package org.equipoise.revision.solver;

import java.util.Arrays;
import java.util.Random;

/** Random problems with sets of 2 to 6 elements, half as many elements as sets, costs 1 to 100. */
final class Instances {
  private Instances() {}

  /** Elements drawn from all with equal chance. */
  static HittingSetProblem uniform(int sets, long seed) {
    return of(sets, seed, sets, 0);
  }

  /** Elements drawn from one of many clusters, one in a hundred from anywhere. */
  static HittingSetProblem clustered(int sets, long seed) {
    return of(sets, seed, 25, 0.01);
  }

  /** Elements drawn with chances that fall with their number to the power of 0.9. */
  static HittingSetProblem power(int sets, long seed) {
    Random random = new Random(seed);
    int n = sets / 2;
    double[] upTo = new double[n];
    double total = 0;
    for (int e = 0; e < n; e++) {
      total += Math.pow(e + 1, -0.9);
      upTo[e] = total;
    }
    long[] costs = random.longs(n, 1, 101).toArray();
    int[][] drawn = new int[sets][];
    for (int s = 0; s < sets; s++) {
      drawn[s] =
          random
              .doubles(2 + random.nextInt(5), 0, total)
              .mapToInt(x -> Arrays.binarySearch(upTo, x))
              .map(at -> at < 0 ? -at - 1 : at)
              .toArray();
    }
    return HittingSetProblem.of(costs, drawn);
  }

  private static HittingSetProblem of(int m, long seed, int cluster, double cross) {
    Random random = new Random(seed);
    int n = m / 2;
    long[] costs = random.longs(n, 1, 101).toArray();
    int[][] sets = new int[m][];
    for (int s = 0; s < m; s++) {
      int base = cluster * random.nextInt(Math.max(1, n / cluster));
      int width = Math.min(cluster, n - base);
      sets[s] =
          random
              .ints(2 + random.nextInt(5), 0, n)
              .map(e -> random.nextDouble() < cross ? e : base + e % width)
              .toArray();
    }
    return HittingSetProblem.of(costs, sets);
  }
}
