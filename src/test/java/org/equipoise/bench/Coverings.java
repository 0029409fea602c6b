package org.equipoise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Covering;
import org.equipoise.revision.solver.internal.HittingSetSolution;
import org.equipoise.revision.solver.internal.HittingSetSolver;

/**
 * Published covering problems in which every element costs the same: what is found within a limit,
 * what is proven, and how far that is from the published number.
 *
 * <p>usage: Coverings [SECONDS [NAME...]], where SECONDS of CPU time limit each, 60 unless told.
 */
final class Coverings {
  private Coverings() {}

  public static void main(String[] args) {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 60;
    List<String> names = List.of(args).subList(Math.min(1, args.length), args.length);
    List<Covering> coverings = new ArrayList<>(Covering.steiner());
    coverings.addAll(Covering.grossmanAndWool());
    System.out.println(
        "| | sets | elements | published | ours | bound | gap, % | certified | seconds |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    boolean undercut = false;
    for (Covering covering : coverings) {
      if (names.isEmpty() || names.contains(covering.name())) {
        undercut |= isUndercut(covering, seconds);
      }
    }
    if (undercut) {
      System.err.println("a published optimum is undercut, or is below a bound");
      System.exit(1);
    }
  }

  /** Prints a row; true if it cannot be right. */
  private static boolean isUndercut(Covering covering, double seconds) {
    Stopwatch watch = new Stopwatch();
    HittingSetSolution solution =
        HittingSetSolver.solve(
            covering.problem(), SolveLimits.within(Stopwatch::cpuNanos, (long) (seconds * 1e9)));
    double elapsed = watch.elapsed().cpu();
    long ours = solution.best().cost() / Covering.UNIT;
    // A cover has a whole number of elements.
    long bound = -Math.floorDiv(-solution.lowerBound(), Covering.UNIT);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %s%d | %d | %d | %.1f | %s | %.2f |%n",
        covering.name(),
        covering.sets().length,
        covering.elements(),
        covering.known() ? "" : "at most ",
        covering.least(),
        ours,
        bound,
        100.0 * (ours - bound) / ours,
        solution.certified() ? "yes" : "no",
        elapsed);
    return bound > covering.least() || (covering.known() && ours < covering.least());
  }
}
