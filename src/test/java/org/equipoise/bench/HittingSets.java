package org.equipoise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StreamTokenizer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.equipoise.revision.solver.HittingSetProblem;
import org.equipoise.revision.solver.HittingSetSolution;
import org.equipoise.revision.solver.HittingSetSolver;
import org.equipoise.revision.solver.SolveLimits;

/**
 * Times the solver on files made by {@code hitting_sets.py}; costs become billionths.
 *
 * <p>usage: HittingSets SECONDS FILE...
 */
final class HittingSets {
  private HittingSets() {}

  public static void main(String[] args) throws IOException {
    long limit = (long) (Double.parseDouble(args[0]) * 1e9);
    System.out.printf(
        "%-24s %12s %12s %9s %9s %7s %7s%n",
        "instance", "cost", "bound", "canonical", "certif.", "wall s", "cpu s");
    for (int i = 1; i < args.length; i++) {
      Path file = Path.of(args[i]);
      HittingSetProblem problem = read(file);
      long wall = System.nanoTime();
      long cpu = cpu();
      HittingSetSolution solution =
          HittingSetSolver.solve(problem, SolveLimits.within(System::nanoTime, limit));
      System.out.printf(
          "%-24s %12.2f %12.2f %9s %9s %7.3f %7.3f%n",
          file.getFileName(),
          solution.best().cost() / 1e9,
          solution.lowerBound() / 1e9,
          solution.canonical(),
          solution.certificate().isPresent(),
          (System.nanoTime() - wall) / 1e9,
          (cpu() - cpu) / 1e9);
      if (Boolean.getBoolean("first")) {
        cpu = cpu();
        var ranking =
            HittingSetSolver.first(
                10, problem, solution, SolveLimits.within(System::nanoTime, limit));
        System.out.printf(
            "  top ten: complete %s, last %.2f, %.3f cpu s%n",
            ranking.complete(),
            ranking.sets().get(ranking.sets().size() - 1).cost() / 1e9,
            (cpu() - cpu) / 1e9);
      }
      if (Boolean.getBoolean("prices")) {
        cpu = cpu();
        var prices =
            HittingSetSolver.prices(problem, solution, SolveLimits.within(System::nanoTime, limit));
        System.out.printf(
            "  prices: %d exact of %d, %.3f cpu s%n",
            prices.stream().filter(it -> it.exact()).count(), prices.size(), (cpu() - cpu) / 1e9);
      }
    }
  }

  /** CPU time of the whole process: compiling and collecting garbage included. */
  static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  static HittingSetProblem read(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      StreamTokenizer tokens = new StreamTokenizer(reader);
      tokens.eolIsSignificant(true);
      int n = next(tokens);
      int m = next(tokens);
      tokens.nextToken();
      long[] costs = new long[n];
      for (int e = 0; e < n; e++) {
        costs[e] = next(tokens) * 1_000_000_000L;
      }
      tokens.nextToken();
      int[][] sets = new int[m][];
      int[] line = new int[n];
      for (int s = 0; s < m; s++) {
        int size = 0;
        while (tokens.nextToken() == StreamTokenizer.TT_NUMBER) {
          line[size++] = (int) tokens.nval;
        }
        sets[s] = java.util.Arrays.copyOf(line, size);
      }
      return HittingSetProblem.of(costs, sets);
    }
  }

  private static int next(StreamTokenizer tokens) throws IOException {
    tokens.nextToken();
    return (int) tokens.nval;
  }
}
