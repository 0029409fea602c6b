package org.equipoise.revision.solver.internal;

import java.util.Arrays;
import java.util.Random;

/** Random problems with sets of 2 to 6 elements, half as many elements as sets, costs 1 to 100. */
@SuppressWarnings("EnumOrdinal")
final class Instances {
  private static final long[][] WEIGHTS = {{1}, {1, 2}, {1, 2, 5}, {7}, {3, 4}, {1, 1, 1, 100}};

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

  /**
   * From 13 to 34 elements of equal or few different costs, in up to three groups that share few
   * sets; sometimes sets and elements that repeat, and elements that may not be chosen.
   */
  static HittingSetProblem fewWeights(int seed) {
    Random random = new Random(seed);
    long[] pool = WEIGHTS[seed % WEIGHTS.length];
    long unit = random.nextInt(3) == 0 ? 1_000_000_000L : 1;
    int n = 13 + random.nextInt(22);
    int m = n / 2 + random.nextInt(n + 1);
    int groups = 1 + random.nextInt(3);
    int width = (n + groups - 1) / groups;
    int longest = 2 + random.nextInt(4);
    boolean fixedSize = random.nextBoolean();
    long[] costs = new long[n];
    RuleReach[] reaches = new RuleReach[n];
    int far = 1 + random.nextInt(3);
    for (int e = 0; e < n; e++) {
      costs[e] =
          random.nextInt(60) == 0
              ? HittingSetProblem.NEVER
              : unit * pool[random.nextInt(pool.length)];
      reaches[e] = RuleReach.values()[random.nextInt(far)];
    }
    int[][] sets = new int[m][];
    for (int s = 0; s < m; s++) {
      int base = width * random.nextInt(groups);
      int size = fixedSize ? longest : 1 + random.nextInt(longest);
      sets[s] =
          random
              .ints(size, 0, n)
              .map(e -> random.nextInt(10) == 0 ? e : Math.min(n - 1, base + e % width))
              .toArray();
    }
    return HittingSetProblem.of(costs, reaches, sets);
  }

  /** A problem of the same elements and other sets. */
  static HittingSetProblem withSets(HittingSetProblem problem, int[][] sets) {
    long[] costs = new long[problem.elements()];
    RuleReach[] reaches = new RuleReach[costs.length];
    for (int e = 0; e < costs.length; e++) {
      costs[e] = problem.cost(e);
      reaches[e] = problem.reach(e);
    }
    return HittingSetProblem.of(costs, reaches, sets);
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
