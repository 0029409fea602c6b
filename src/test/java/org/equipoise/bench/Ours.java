package org.equipoise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.CertificateChecker;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.equipoise.revision.solver.internal.HittingSetSolution;
import org.equipoise.revision.solver.internal.HittingSetSolver;
import org.equipoise.revision.solver.internal.Price;

/**
 * The solver of this library, in a JVM of its own that has compiled nothing yet ({@code cold}), and
 * then once more in the same one ({@code second}). Its claim of optimality counts only if the
 * checker of the tests agrees.
 */
final class Ours implements Contender {
  static final String COLD = "ours, cold";
  static final String SECOND = "ours, second";
  static final String TEN = "ours, first ten";
  static final String PRICES = "ours, prices";

  /** Prices of larger instances take too long to be of interest here. */
  private static final int PRICED = 1_000;

  private final Path script;

  Ours(Path script) {
    this.script = script;
  }

  @Override
  public List<Trial> attempt(Instance instance, double seconds) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ours.class.getName(),
                script.toString(),
                instance.name(),
                "" + seconds)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Trial> trials;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      trials = lines.lines().map(Trial::parse).toList();
    }
    if (trials.isEmpty()) {
      throw new IOException("the run of " + instance.name() + " failed");
    }
    return trials;
  }

  /** usage: Ours SCRIPT INSTANCE SECONDS. */
  public static void main(String[] args) throws IOException {
    Instance instance = Instance.made(Path.of(args[0]), args[1]);
    HittingSetProblem problem = instance.problem();
    double seconds = Double.parseDouble(args[2]);
    HittingSetSolution solution = solve(COLD, instance, problem, seconds);
    if (!solution.certified()) {
      return;
    }
    solve(SECOND, instance, problem, seconds);
    Stopwatch watch = new Stopwatch();
    boolean complete = HittingSetSolver.first(10, problem, solution, within(seconds)).complete();
    print(TEN, instance, seconds, solution, complete, watch.elapsed());
    if (instance.sets().length <= PRICED) {
      watch = new Stopwatch();
      SolveLimits limits = within(Math.min(seconds, 10));
      boolean exact =
          HittingSetSolver.prices(problem, solution, limits).stream().allMatch(Price::exact);
      print(PRICES, instance, seconds, solution, exact, watch.elapsed());
    }
  }

  private static HittingSetSolution solve(
      String solver, Instance instance, HittingSetProblem problem, double seconds) {
    Stopwatch watch = new Stopwatch();
    HittingSetSolution solution = HittingSetSolver.solve(problem, within(seconds));
    print(solver, instance, seconds, solution, solution.certified(), watch.elapsed());
    if (solution.certified()) {
      long proven = CertificateChecker.check(problem, solution.certificate().orElseThrow());
      if (proven != solution.best().cost()) {
        throw new AssertionError(instance.name() + " is certified, but only " + proven + " proven");
      }
    }
    return solution;
  }

  private static SolveLimits within(double seconds) {
    return SolveLimits.within(Stopwatch::cpuNanos, (long) (seconds * 1e9));
  }

  private static void print(
      String solver,
      Instance instance,
      double seconds,
      HittingSetSolution solution,
      boolean proven,
      Stopwatch.Elapsed elapsed) {
    double bound = (double) solution.lowerBound() / Instance.UNIT;
    List<Integer> best = solution.best().elements();
    System.out.println(Trial.of(instance, solver, seconds, best, bound, proven, elapsed));
  }
}
