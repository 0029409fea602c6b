package org.equipoise.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.equipoise.constitution.Constitution;
import org.equipoise.service.governor.Governor;
import org.kie.api.KieBase;

/**
 * Deciding, with reasons, beside the same rules in bare Drools without any, where they only add to
 * a list: in a fresh session for each case, and in one reused session on plain objects; and beside
 * a bitset index that only finds who speaks. All take turns in one run, some milliseconds each; a
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
    System.out.println(
        "rules  decide µs (KiB)     fresh µs (KiB)  ratio    reused µs (KiB)  ratio"
            + "     index µs (KiB)  ratio");
    for (int rules : sizes.isEmpty() ? List.of(20, 200, 2_000) : sizes) {
      Workload work = Workload.of(rules, CASES, 1);
      Path folder = Files.createTempDirectory("deciding");
      Governor governor = Governor.of(Constitution.load(work.constitution(folder)));
      KieBase bare = work.bare();
      ReusedDrools reused = ReusedDrools.of(work);
      BitsetIndex index = new BitsetIndex(work.rules());
      for (int turn = 1; turn <= turns; turn++) {
        Meter ours = new Meter(it -> governor.decide(work.cases().get(it)));
        List<Meter> others =
            List.of(
                new Meter(it -> Workload.decide(bare, work.cases().get(it))),
                new Meter(reused::decide),
                new Meter(it -> index.decide(work.given().get(it))));
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
          ours.measure();
          others.forEach(Meter::measure);
        }
        System.out.printf("%5d %s", rules, ours);
        others.forEach(it -> System.out.printf(" %s %6.2f", it, ours.micros() / it.micros()));
        System.out.println(turn < turns ? " (warming up)" : "");
      }
    }
  }

  /** What one of them has used so far. */
  private static final class Meter {
    /** Short, so that whatever else the machine does meets all alike. */
    private static final long SLICE = 20_000_000L;

    private final IntConsumer work;
    private int decided;
    private long nanos;
    private long bytes;

    Meter(IntConsumer work) {
      this.work = work;
    }

    void measure() {
      ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      nanos -= thread.getCurrentThreadCpuTime();
      bytes -= thread.getCurrentThreadAllocatedBytes();
      long end = System.nanoTime() + SLICE;
      while (System.nanoTime() < end) {
        for (int i = 0; i < 50; i++) {
          work.accept(decided++ % CASES);
        }
      }
      nanos += thread.getCurrentThreadCpuTime();
      bytes += thread.getCurrentThreadAllocatedBytes();
    }

    double micros() {
      return nanos / 1e3 / decided;
    }

    @Override
    public String toString() {
      return "%10.2f (%5.1f)".formatted(micros(), bytes / 1024.0 / decided);
    }
  }
}
