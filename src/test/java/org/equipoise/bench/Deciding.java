package org.equipoise.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.governor.Governor;
import org.kie.api.KieBase;

/**
 * Deciding, with reasons, beside the same rules in bare Drools without any: a fresh session for
 * each case, the rules only add to a list. Both take turns in one run; a figure is CPU time of the
 * thread in microseconds a case, and what it allocates.
 *
 * <p>Arguments: seconds a turn, turns, and numbers of rules; by default 3, 6 and 20 200 2000.
 */
final class Deciding {
  private static final int CASES = 2_000;

  private Deciding() {}

  private record Figure(double micros, double kibibytes) {}

  public static void main(String[] arguments) throws IOException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
    List<Integer> sizes = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      sizes.add(Integer.parseInt(arguments[i]));
    }
    System.out.println("rules   bare µs (KiB)     decide µs (KiB)   ratio");
    for (int rules : sizes.isEmpty() ? List.of(20, 200, 2_000) : sizes) {
      Workload work = Workload.of(rules, CASES, 1);
      Path folder = Files.createTempDirectory("deciding");
      Governor governor = Governor.of(Constitution.load(work.constitution(folder)));
      KieBase bare = work.bare();
      for (int turn = 1; turn <= turns; turn++) {
        Figure without = measure(seconds, work.cases(), it -> Workload.decide(bare, it));
        Figure with = measure(seconds, work.cases(), governor::decide);
        System.out.printf(
            "%5d %8.2f (%5.1f) %12.2f (%5.1f) %12.2f%s%n",
            rules,
            without.micros(),
            without.kibibytes(),
            with.micros(),
            with.kibibytes(),
            with.micros() / without.micros(),
            turn < turns ? " (warming up)" : "");
      }
    }
  }

  private static Figure measure(int seconds, List<Case> cases, Consumer<Case> work) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long cpu = thread.getCurrentThreadCpuTime();
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    int decided = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 50; i++) {
        work.accept(cases.get(decided++ % cases.size()));
      }
    }
    return new Figure(
        (thread.getCurrentThreadCpuTime() - cpu) / 1e3 / decided,
        (thread.getCurrentThreadAllocatedBytes() - bytes) / 1024.0 / decided);
  }
}
