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
import org.equipoise.service.governor.Governor;
import org.kie.api.KieBase;

/**
 * Deciding, with reasons, beside the same rules in bare Drools without any: a fresh session for
 * each case, the rules only add to a list. Both take turns in one run, some milliseconds each; a
 * figure is CPU time of the thread in microseconds a case, and what it allocates.
 *
 * <p>Arguments: seconds a turn, turns, and numbers of rules; by default 3, 6 and 20 200 2000.
 */
final class Deciding {
  private static final int CASES = 2_000;

  private Deciding() {}

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
        Meter without = new Meter(it -> Workload.decide(bare, it));
        Meter with = new Meter(governor::decide);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
          without.measure(work.cases());
          with.measure(work.cases());
        }
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

  /** What one of the two has used so far. */
  private static final class Meter {
    /** Short, so that whatever else the machine does meets both alike. */
    private static final long SLICE = 20_000_000L;

    private final Consumer<Case> work;
    private int decided;
    private long nanos;
    private long bytes;

    Meter(Consumer<Case> work) {
      this.work = work;
    }

    void measure(List<Case> cases) {
      ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      nanos -= thread.getCurrentThreadCpuTime();
      bytes -= thread.getCurrentThreadAllocatedBytes();
      long end = System.nanoTime() + SLICE;
      while (System.nanoTime() < end) {
        for (int i = 0; i < 50; i++) {
          work.accept(cases.get(decided++ % cases.size()));
        }
      }
      nanos += thread.getCurrentThreadCpuTime();
      bytes += thread.getCurrentThreadAllocatedBytes();
    }

    double micros() {
      return nanos / 1e3 / decided;
    }

    double kibibytes() {
      return bytes / 1024.0 / decided;
    }
  }
}
