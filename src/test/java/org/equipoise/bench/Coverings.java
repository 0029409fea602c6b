package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Covering;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.equipoise.revision.solver.internal.HittingSetSolution;
import org.equipoise.revision.solver.internal.HittingSetSolver;

/**
 * Published covering problems: what is found within a limit, what is proven, and how far that is
 * from the published number.
 *
 * <p>usage: Coverings [SECONDS [FOLDER] [NAME...]], where SECONDS of CPU time limit each, 60 unless
 * told. FOLDER holds files of the OR-Library ({@code scp41.txt} and so on); without it, only the
 * problems that are made here are tried, in which every element costs the same.
 */
final class Coverings {
  private Coverings() {}

  /**
   * A problem to be solved.
   *
   * @param known whether the published number is proven to be the least
   */
  private record Tried(
      String name, HittingSetProblem problem, int sets, int elements, long least, boolean known) {}

  public static void main(String[] args) throws IOException {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 60;
    List<String> names =
        new ArrayList<>(List.of(args).subList(Math.min(1, args.length), args.length));
    List<Tried> all = new ArrayList<>();
    Stream.concat(Covering.steiner().stream(), Covering.grossmanAndWool().stream())
        .forEach(
            it ->
                all.add(
                    new Tried(
                        it.name(),
                        it.problem(),
                        it.sets().length,
                        it.elements(),
                        it.least(),
                        it.known())));
    if (!names.isEmpty() && Files.isDirectory(Path.of(names.get(0)))) {
      List<OrLibrary> read = OrLibrary.read(Path.of(names.remove(0)));
      read.forEach(
          it ->
              all.add(
                  new Tried(it.name(), it.problem(), it.rows(), it.columns(), it.optimum(), true)));
      System.err.println(read.size() + " problems of the OR-Library were found");
    } else {
      System.err.println("the OR-Library is left out: no folder with its files was named");
    }
    System.out.println(
        "| | sets | elements | published | ours | bound | gap, % | certified | seconds |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    boolean undercut = false;
    for (Tried tried : all) {
      if (names.isEmpty() || names.stream().anyMatch(tried.name()::startsWith)) {
        undercut |= isUndercut(tried, seconds);
      }
    }
    if (undercut) {
      System.err.println("a published optimum is undercut, or is below a bound");
      System.exit(1);
    }
  }

  /** Prints a row; true if it cannot be right. */
  private static boolean isUndercut(Tried tried, double seconds) {
    Stopwatch watch = new Stopwatch();
    HittingSetSolution solution =
        HittingSetSolver.solve(
            tried.problem(), SolveLimits.within(Stopwatch::cpuNanos, (long) (seconds * 1e9)));
    double elapsed = watch.elapsed().cpu();
    long ours = solution.best().cost() / Covering.UNIT;
    // Every element costs a whole number of units, and so does every cover.
    long bound = -Math.floorDiv(-solution.lowerBound(), Covering.UNIT);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %s%d | %d | %d | %.1f | %s | %.2f |%n",
        tried.name(),
        tried.sets(),
        tried.elements(),
        tried.known() ? "" : "at most ",
        tried.least(),
        ours,
        bound,
        100.0 * (ours - bound) / ours,
        solution.certified() ? "yes" : "no",
        elapsed);
    return bound > tried.least() || (tried.known() && ours < tried.least());
  }
}
