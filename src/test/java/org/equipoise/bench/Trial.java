package org.equipoise.bench;

import java.util.List;
import java.util.Locale;

/**
 * What came of one solver's attempt at one instance.
 *
 * @param solver which solver, and what it was asked
 * @param limit seconds of CPU time it was given
 * @param cost of the best elements found; -1 if none were, or if they leave a set unhit
 * @param bound on the cost, as claimed
 * @param proven whether the solver claims that nothing is cheaper, or to have done all it was asked
 * @param wall seconds
 * @param cpu seconds over all threads of the process, compiling and garbage included
 */
record Trial(
    String instance,
    String solver,
    double limit,
    long cost,
    double bound,
    boolean proven,
    double wall,
    double cpu) {

  static Trial of(
      Instance instance,
      String solver,
      double limit,
      List<Integer> chosen,
      double bound,
      boolean proven,
      Stopwatch.Elapsed elapsed) {
    return new Trial(
        instance.name(),
        solver,
        limit,
        instance.weigh(chosen),
        bound,
        proven,
        elapsed.wall(),
        elapsed.cpu());
  }

  /** What {@link #toString} has written. */
  static Trial parse(String line) {
    String[] f = line.split("\t", -1);
    if (f.length != 8) {
      throw new IllegalArgumentException("not a trial: `" + line + "`");
    }
    return new Trial(
        f[0],
        f[1],
        Double.parseDouble(f[2]),
        Long.parseLong(f[3]),
        Double.parseDouble(f[4]),
        Boolean.parseBoolean(f[5]),
        Double.parseDouble(f[6]),
        Double.parseDouble(f[7]));
  }

  /** One line, its fields separated by tabs. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s\t%s\t%.0f\t%d\t%.3f\t%s\t%.3f\t%.3f",
        instance,
        solver,
        limit,
        cost,
        bound,
        proven,
        wall,
        cpu);
  }

  /** The kind of the instance and the number of sets. */
  String family() {
    return instance.substring(0, instance.lastIndexOf('-'));
  }

  /** How far the bound is below the cost, in percent of it; not a number if nothing was found. */
  double gap() {
    return cost < 0 ? Double.NaN : proven ? 0 : 100 * (cost - bound) / cost;
  }
}
