package org.equipoise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.revision.solver.CertificateChecker;
import org.equipoise.revision.solver.HittingSetProblem;
import org.equipoise.revision.solver.HittingSetSolution;
import org.equipoise.revision.solver.HittingSetSolver;
import org.equipoise.revision.solver.SolveLimits;

/** The solver of this library; its claim of optimality counts only if the checker agrees. */
final class Ours implements Contender {
  private HittingSetProblem problem;
  private HittingSetSolution solution;

  @Override
  public Attempt attempt(Instance instance, double seconds) {
    problem = instance.problem();
    Stopwatch watch = new Stopwatch();
    solution = HittingSetSolver.solve(problem, within(seconds));
    double wall = watch.wall();
    double cpu = watch.cpu();
    if (solution.certified()) {
      long proven = CertificateChecker.check(problem, solution.certificate().orElseThrow());
      if (proven != solution.best().cost()) {
        throw new AssertionError(instance.name() + " is certified, but only " + proven + " proven");
      }
    }
    return new Attempt(
        solution.best().elements(),
        (double) solution.lowerBound() / Instance.UNIT,
        solution.certified(),
        wall,
        cpu);
  }

  /** CPU seconds for the first ten of what was last attempted; not a number if cut short. */
  double firstTen(double seconds) {
    Stopwatch watch = new Stopwatch();
    boolean complete = HittingSetSolver.first(10, problem, solution, within(seconds)).complete();
    return complete ? watch.cpu() : Double.NaN;
  }

  /** CPU seconds for all prices of what was last attempted; not a number if cut short. */
  double prices(double seconds) {
    Stopwatch watch = new Stopwatch();
    boolean exact =
        HittingSetSolver.prices(problem, solution, within(seconds)).stream()
            .allMatch(it -> it.exact());
    return exact ? watch.cpu() : Double.NaN;
  }

  private static SolveLimits within(double seconds) {
    return SolveLimits.within(System::nanoTime, (long) (seconds * 1e9));
  }

  /** The same in a JVM of its own, which has compiled nothing yet. */
  static Contender cold(Path script) {
    return (instance, seconds) -> {
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
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        if (line == null) {
          throw new IOException("the cold run of " + instance.name() + " failed");
        }
        String[] fields = line.split(" ");
        return new Attempt(
            Arrays.stream(fields).skip(4).map(Integer::valueOf).toList(),
            Double.parseDouble(fields[0]),
            Boolean.parseBoolean(fields[1]),
            Double.parseDouble(fields[2]),
            Double.parseDouble(fields[3]));
      }
    };
  }

  /** usage: Ours SCRIPT INSTANCE SECONDS. */
  public static void main(String[] args) throws IOException {
    Instance instance = Instance.made(Path.of(args[0]), args[1]);
    Attempt it = new Ours().attempt(instance, Double.parseDouble(args[2]));
    List<Integer> chosen = it.chosen();
    System.out.println(
        it.bound()
            + " "
            + it.optimal()
            + " "
            + it.wall()
            + " "
            + it.cpu()
            + " "
            + chosen.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }
}
