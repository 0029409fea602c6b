package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.equipoise.bench.Contender.Attempt;

/**
 * Time to a certified optimum, and the gap where there is none, beside SCIP and CP-SAT in the same
 * run. What one solver calls optimal and another undercuts is an error.
 *
 * <p>usage: HittingSets SCRIPT [LIMITS [INSTANCE...]], where SCRIPT is {@code hitting_sets.py},
 * LIMITS are seconds as {@code 10,60} and an INSTANCE is as {@code power-1000-1} or, for seeds 1 to
 * 5, {@code power-1000}.
 */
final class HittingSets {
  private static final List<String> SOME =
      List.of(
          "uniform-100",
          "power-100",
          "clustered-100",
          "uniform-1000-2",
          "uniform-1000-3",
          "power-1000-1",
          "clustered-1000-1",
          "clustered-1000-2",
          "power-10000-1",
          "clustered-10000-1",
          "power-100000-1");
  private static final List<String> WARM_UP =
      List.of("uniform-400-9", "power-20000-9", "clustered-1000-8", "clustered-1000-9");

  private final double[] limits;
  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private final Ours warm = new Ours();

  /** By family and contender, a summary of each seed. */
  private final Map<String, Map<String, List<String>>> summary = new LinkedHashMap<>();

  private boolean sound = true;

  private HittingSets(Path script, double[] limits) {
    this.limits = limits;
    contenders.put("cold", Ours.cold(script));
    contenders.put("warm", warm);
    contenders.put("SCIP", OrTools.SCIP);
    contenders.put("CP-SAT", OrTools.CP_SAT);
  }

  public static void main(String[] args) throws IOException {
    Path script = Path.of(args.length > 0 ? args[0] : "../shared/tools/hitting_sets.py");
    String limits = args.length > 1 ? args[1] : "10";
    HittingSets self =
        new HittingSets(
            script, Arrays.stream(limits.split(",")).mapToDouble(Double::parseDouble).toArray());
    for (int round = 0; round < 3; round++) {
      for (String name : WARM_UP) {
        self.warm.attempt(Instance.made(script, name), 4);
        self.warm.firstTen(4);
      }
    }
    System.out.printf(
        "%-20s %-8s %10s %10s %8s %8s  gap at %s s, in %%%n",
        "instance", "solver", "cost", "bound", "wall s", "cpu s", limits);
    for (String name : args.length > 2 ? Arrays.asList(args).subList(2, args.length) : SOME) {
      int seeds = name.split("-").length == 3 ? 1 : 5;
      for (int seed = 1; seed <= seeds; seed++) {
        self.compare(Instance.made(script, seeds == 1 ? name : name + "-" + seed));
      }
    }
    self.summarise();
    if (!self.sound) {
      System.exit(1);
    }
  }

  private void compare(Instance instance) throws IOException {
    TreeSet<Long> found = new TreeSet<>();
    Map<String, Long> claimed = new LinkedHashMap<>();
    for (Map.Entry<String, Contender> each : contenders.entrySet()) {
      List<String> gaps = new ArrayList<>();
      Attempt attempt = null;
      for (double limit : limits) {
        if (attempt == null || !attempt.optimal()) {
          attempt = each.getValue().attempt(instance, limit);
        }
        gaps.add(attempt.optimal() ? "0" : gap(instance, attempt));
      }
      long cost = instance.weigh(attempt.chosen());
      if (cost >= 0) {
        found.add(cost);
      }
      if (attempt.optimal()) {
        claimed.put(each.getKey(), cost);
      }
      System.out.printf(
          Locale.ROOT,
          "%-20s %-8s %10d %10.1f %8.3f %8.3f  %s%n",
          instance.name(),
          each.getKey(),
          cost,
          attempt.bound(),
          attempt.wall(),
          attempt.cpu(),
          String.join(" ", gaps));
      note(instance, each.getKey(), attempt.optimal() ? attempt.cpu() : Double.NaN);
      if (each.getValue() == warm && attempt.optimal()) {
        note(instance, "warm, first ten", warm.firstTen(limits[limits.length - 1]));
        note(instance, "warm, prices", warm.prices(limits[limits.length - 1]));
      }
    }
    claimed.forEach(
        (solver, cost) -> {
          if (cost < 0 || cost > found.first()) {
            sound &= !(contenders.get(solver) instanceof Ours) && !solver.equals("cold");
            System.out.printf(
                "%-20s %-8s FALSE: claims %d, but %d was found%n",
                instance.name(), solver, cost, found.first());
          }
        });
  }

  private static String gap(Instance instance, Attempt attempt) {
    long cost = instance.weigh(attempt.chosen());
    return cost < 0
        ? "none found"
        : String.format(Locale.ROOT, "%.2f", 100 * (cost - attempt.bound()) / cost);
  }

  private void note(Instance instance, String contender, double cpu) {
    summary
        .computeIfAbsent(instance.family(), it -> new LinkedHashMap<>())
        .computeIfAbsent(contender, it -> new ArrayList<>())
        .add(Double.isNaN(cpu) ? "-" : String.format(Locale.ROOT, "%.2f", cpu));
  }

  private void summarise() {
    System.out.println(
        "\nCPU seconds to a proven optimum, one figure a seed; - where there is none");
    summary.forEach(
        (family, byContender) ->
            byContender.forEach(
                (contender, times) ->
                    System.out.printf(
                        "%-18s %-16s %s%n", family, contender, String.join(" ", times))));
    System.out.println(sound ? "no false optimum of ours" : "FALSE OPTIMA OF OURS: see above");
  }
}
