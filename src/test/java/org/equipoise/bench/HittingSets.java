package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time to a certified optimum, and the gap where there is none, beside SCIP and CP-SAT in the
 * same run. A cost that one solver calls optimal and another undercuts is counted; if it is ours,
 * the run fails.
 *
 * <p>usage: HittingSets SCRIPT [FILE [LIMITS [INSTANCE...]]], where SCRIPT is {@code
 * hitting_sets.py}; FILE takes one line an attempt as it ends, and what it already has is not tried
 * again; LIMITS are seconds of CPU time as {@code 10,60}; an INSTANCE is as {@code power-1000-1}
 * or, for seeds 1 to 5, {@code power-1000}.
 *
 * <p>So that the run ends: who has proven nothing on any seed does not try instances of the same
 * kind that are greater, and who has used up the last limit on the first two seeds in vain is held
 * to the first limit on the others.
 */
final class HittingSets {
  private static final int SEEDS = 5;
  private static final int PATIENCE = 2;
  private static final List<String> ALL =
      List.of(
          "uniform-100",
          "power-100",
          "clustered-100",
          "uniform-1000",
          "power-1000",
          "clustered-1000",
          "power-10000",
          "clustered-10000",
          "power-100000",
          "clustered-100000",
          "uniform-10000",
          "uniform-100000");

  private final Path script;
  private final Path file;
  private final double[] limits;
  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private final List<Trial> trials = new ArrayList<>();

  private HittingSets(Path script, Path file, double[] limits) throws IOException {
    this.script = script;
    this.file = file;
    this.limits = limits;
    contenders.put(Ours.COLD, new Ours(script));
    contenders.put("SCIP", OrTools.SCIP);
    contenders.put("CP-SAT", OrTools.CP_SAT);
    if (Files.exists(file)) {
      Files.readAllLines(file).stream().map(Trial::parse).forEach(trials::add);
    }
  }

  public static void main(String[] args) throws IOException {
    Path script = Path.of(args.length > 0 ? args[0] : "../shared/tools/hitting_sets.py");
    Path file = Path.of(args.length > 1 ? args[1] : "target/hitting-sets.tsv");
    String limits = args.length > 2 ? args[2] : "10,60";
    HittingSets self =
        new HittingSets(
            script,
            file,
            Arrays.stream(limits.split(",")).mapToDouble(Double::parseDouble).toArray());
    for (String name : args.length > 3 ? Arrays.asList(args).subList(3, args.length) : ALL) {
      boolean one = name.split("-").length == 3;
      for (int seed = 1; seed <= (one ? 1 : SEEDS); seed++) {
        self.compare(one ? name : name + "-" + seed);
      }
    }
    TrialTable table = new TrialTable(self.trials);
    System.out.println(table.markdown());
    List<Trial> undercut = table.undercut();
    undercut.forEach(it -> System.out.println("called optimal, but undercut: " + it));
    System.out.println(undercut.size() + " false optima");
    if (undercut.stream().anyMatch(it -> it.solver().startsWith("ours"))) {
      System.exit(1);
    }
  }

  private void compare(String name) throws IOException {
    Instance instance = null;
    for (Map.Entry<String, Contender> each : contenders.entrySet()) {
      String solver = each.getKey();
      for (int i = 0; i < limits.length && isDue(solver, name, i); i++) {
        if (instance == null) {
          instance = Instance.made(script, name);
        }
        List<Trial> more = each.getValue().attempt(instance, limits[i]);
        trials.addAll(more);
        Files.write(
            file,
            more.stream().map(Trial::toString).toList(),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        more.forEach(System.out::println);
      }
    }
  }

  private boolean isDue(String solver, String name, int limit) {
    double last = limits[limits.length - 1];
    if (trials.stream()
        .filter(it -> it.solver().equals(solver) && it.instance().equals(name))
        .anyMatch(it -> it.proven() || it.limit() >= limits[limit])) {
      return false;
    }
    String family = name.substring(0, name.lastIndexOf('-'));
    String smaller = family.substring(0, family.length() - 1);
    List<Trial> before = of(solver, smaller);
    if (!before.isEmpty() && before.stream().noneMatch(Trial::proven)
        || isBeaten(solver, smaller)) {
      return false;
    }
    List<Trial> same = of(solver, family);
    return limits[limit] < last
        || same.stream().anyMatch(Trial::proven)
        || same.stream().filter(it -> it.limit() >= last).count() < PATIENCE;
  }

  /** Whether a solver was not even tried on a family, since it failed on a smaller one. */
  private boolean isBeaten(String solver, String family) {
    return of(solver, family).isEmpty()
        && trials.stream().anyMatch(it -> it.family().equals(family));
  }

  private List<Trial> of(String solver, String family) {
    return trials.stream()
        .filter(it -> it.solver().equals(solver) && it.family().equals(family))
        .toList();
  }
}
