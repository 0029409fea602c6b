package org.equipoise.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.service.governor.Governor;
import org.kie.api.KieBase;

/**
 * What one more rule that looks at many facts adds to a decision, beside flat rules: one that adds
 * a number up over all outputs, one that asks for {@code forall} outputs, and one that counts
 * claims. Bare Drools with the flat rules alone takes its turns in the same run. A figure is CPU
 * time of the thread in microseconds a case, and what it allocates; ratios are to the flat rules
 * and to bare Drools.
 *
 * <p>Arguments: rounds a turn (a round gives each contender 20 ms), turns, of which the last is the
 * one to read, and numbers of flat rules; by default 60, 4 and 20 2000.
 */
final class OneRule {
  private static final int CASES = 2_000;
  private static final long SLICE = 20_000_000L;

  private static final String NUMBER =
      "accumulate( Output( $r : num(\"numbers.n1\") ); $n : sum( $r ); $n > 90 )\n"
          + "    $o : Output()";
  private static final String EVERY =
      "$o : Output()\n    forall( Output( attr(\"numbers.n1\") > 90 ) )";
  private static final String CLAIMS =
      "$o : Output()\n"
          + "    accumulate( $c : Claim( output == $o.id, status == \"permitted\" );"
          + " $n : count( $c ); $n >= 2 )";

  private OneRule() {}

  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
    List<Integer> sizes = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      sizes.add(Integer.parseInt(arguments[i]));
    }
    System.out.println("rules rule          µs (KiB)        to flat  to bare");
    for (int rules : sizes.isEmpty() ? List.of(20, 2_000) : sizes) {
      Workload work = Workload.of(rules, CASES, 1);
      KieBase bare = work.bare();
      Map<String, Consumer<Case>> contenders = new LinkedHashMap<>();
      contenders.put("bare", it -> Workload.decide(bare, it));
      contenders.put("flat", governor(work, "")::decide);
      contenders.put("number", governor(work, rule(NUMBER))::decide);
      contenders.put("every", governor(work, rule(EVERY))::decide);
      contenders.put("claims", governor(work, rule(CLAIMS))::decide);
      for (int turn = 1; turn <= turns; turn++) {
        print(rules, turn(contenders, work.cases(), rounds), turn < turns);
      }
    }
  }

  private static Governor governor(Workload work, String more) throws IOException {
    Path folder = work.constitution(Files.createTempDirectory("one-rule"));
    if (!more.isEmpty()) {
      Files.writeString(folder.resolve("more.drl"), "package bench\n\n" + more);
    }
    return Governor.of(Constitution.load(folder));
  }

  private static String rule(String conditions) {
    return "rule \"more\"\n    @Principle( weight = 0.5 )\nwhen\n    "
        + conditions
        + "\nthen\n    forbid( $o, \"why\" );\nend\n";
  }

  private static Map<String, Used> turn(
      Map<String, Consumer<Case>> contenders, List<Case> cases, int rounds) {
    Map<String, Used> used = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      contenders.forEach(
          (name, work) -> used.computeIfAbsent(name, it -> new Used()).measure(work, cases));
    }
    return used;
  }

  private static void print(int rules, Map<String, Used> used, boolean isWarmingUp) {
    used.forEach(
        (name, each) ->
            System.out.printf(
                Locale.ROOT,
                "%5d %-8s %10.2f (%7.1f) %8.2f %8.2f%s%n",
                rules,
                name,
                each.micros(),
                each.kibibytes(),
                each.micros() / used.get("flat").micros(),
                each.micros() / used.get("bare").micros(),
                isWarmingUp ? " (warming up)" : ""));
  }

  /** What a contender has used so far. */
  private static final class Used {
    private int decided;
    private long nanos;
    private long bytes;

    void measure(Consumer<Case> work, List<Case> cases) {
      ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      nanos -= thread.getCurrentThreadCpuTime();
      bytes -= thread.getCurrentThreadAllocatedBytes();
      long end = System.nanoTime() + SLICE;
      while (System.nanoTime() < end) {
        for (int i = 0; i < 20; i++) {
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
