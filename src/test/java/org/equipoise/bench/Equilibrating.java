package org.equipoise.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.equipoise.equilibrium.DialecticalStructure;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.GlobalOptima;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.ProcessResult;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.Variant;
import org.equipoise.equilibrium.Weights;

/**
 * Equilibria of random structures: compiling the arguments, all global optima with their count, and
 * all branches of the semi-global process. There are n − 2 to n + 2 arguments of one or two
 * premises (four tenths each) or three, and each sentence is accepted, rejected or neither at
 * first. Seconds are those of the thread on the processor.
 *
 * <p>Arguments: the task, `optima`, `grid` or `process`; the number of sentences; of structures.
 */
final class Equilibrating {
  private static final List<Weights> WEIGHTS =
      List.of(
          Weights.DEFAULT,
          new Weights(6, 2, 2),
          new Weights(4, 4, 2),
          new Weights(2, 6, 2),
          new Weights(2, 4, 4));

  private final List<Double> compiling = new ArrayList<>();
  private final List<Double> searching = new ArrayList<>();
  private final List<Double> branches = new ArrayList<>();
  private int cut;

  private Equilibrating() {}

  public static void main(String[] arguments) {
    String task = arguments.length > 0 ? arguments[0] : "optima";
    int sentences = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    int structures = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
    System.out.println("| | median / p90 / p99 / max s |\n|---|---|");
    new Equilibrating().measure(task, 15, 40);
    Equilibrating measured = new Equilibrating();
    measured.measure(task, sentences, structures);
    row("compiling, " + sentences + " sentences", measured.compiling);
    row(measured.searching.size() + " times " + task, measured.searching);
    if (!measured.branches.isEmpty()) {
      row("branches, a number", measured.branches);
    }
    System.out.println(measured.cut + " cut");
  }

  private void measure(String task, int sentences, int structures) {
    for (int seed = 0; seed < structures; seed++) {
      Random random = new Random(seed);
      List<List<Integer>> arguments = null;
      DialecticalStructure structure = null;
      while (structure == null) {
        arguments = arguments(sentences, random);
        double before = seconds();
        try {
          structure = DialecticalStructure.of(sentences, arguments);
        } catch (IllegalArgumentException unsatisfiable) {
          if (!String.valueOf(unsatisfiable.getMessage()).contains("no complete position")) {
            System.out.println("seed " + seed + ": " + unsatisfiable.getMessage());
          }
        }
        if (structure != null) {
          compiling.add(seconds() - before);
        }
      }
      Position initial = initial(sentences, random);
      for (Weights weights : weights(task)) {
        for (Shape shape : Shape.values()) {
          Equilibria equilibria = Equilibria.of(structure, initial, weights);
          double before = seconds();
          if (task.equals("process")) {
            ProcessResult result =
                equilibria.process(
                    shape == Shape.QUADRATIC ? Variant.QGRE : Variant.LGRE, 1_000_000, 0);
            cut += result.isCut() ? 1 : 0;
            branches.add(result.branches().doubleValue());
          } else {
            GlobalOptima optima = equilibria.globalOptima(shape, 1);
            cut += optima.count().signum() > 0 ? 0 : 1;
          }
          double taken = seconds() - before;
          searching.add(taken);
          if (taken > 5) {
            System.err.println("seed " + seed + " " + weights + " " + shape + ": " + taken + " s");
          }
        }
      }
    }
  }

  private static List<Weights> weights(String task) {
    if (task.equals("optima")) {
      return List.of(Weights.DEFAULT);
    }
    if (task.equals("process")) {
      return WEIGHTS;
    }
    List<Weights> grid = new ArrayList<>();
    for (int account = 1; account < 9; account++) {
      for (int systematicity = 1; account + systematicity < 10; systematicity++) {
        grid.add(new Weights(account, systematicity, 10 - account - systematicity));
      }
    }
    return grid;
  }

  private static List<List<Integer>> arguments(int sentences, Random random) {
    int count = sentences - 2 + random.nextInt(5);
    List<List<Integer>> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Integer> pool = new ArrayList<>();
      for (int sentence = 1; sentence <= sentences; sentence++) {
        pool.add(random.nextBoolean() ? sentence : -sentence);
      }
      Collections.shuffle(pool, random);
      result.add(List.copyOf(pool.subList(0, 2 + random.nextInt(5) / 2)));
    }
    return result;
  }

  private static Position initial(int sentences, Random random) {
    List<Integer> literals = new ArrayList<>();
    for (int sentence = 1; sentence <= sentences; sentence++) {
      int attitude = random.nextInt(3);
      if (attitude > 0) {
        literals.add(attitude == 1 ? sentence : -sentence);
      }
    }
    return Position.of(literals);
  }

  private static double seconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private static void row(String name, List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.4g / %.4g / %.4g / %.4g |%n",
        name,
        at(sorted, 0.5),
        at(sorted, 0.9),
        at(sorted, 0.99),
        at(sorted, 1));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }
}
