package org.equipoise.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Deciding;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.formats.Corpus;

/**
 * Many judgments on one output of one case, under rules that look at more and more of them, and the
 * cases of {@code test-fixtures/assistant-conduct} with their judgments. A figure is CPU time of
 * the thread, the median of some decisions, and what a decision allocates.
 *
 * <p>Arguments: decisions for a figure, and numbers of judgments; by default 30 and 50 1000 10000.
 */
final class ManyJudgments {
  private static final Path CONDUCT = Path.of("test-fixtures/assistant-conduct");

  private static final Map<String, String> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put("bare", "");
    FORMS.put(
        "duress",
        theory("t", "$j : Judgment( flag(\"pressed\") )", "discount( $j, 0.5, \"pressed\" );"));
    FORMS.put(
        "excluded", theory("t", "$j : Judgment( flag(\"pressed\") )", "exclude( $j, \"why\" );"));
    FORMS.put(
        "no exclusion",
        FORMS.get("excluded")
            + theory(
                "u",
                "$j : Judgment( status == \"forbidden\" ) not Exclusion( judgment == $j.id )",
                "conflict( \"stands\", $j );"));
    FORMS.put(
        "nobody for",
        "rule \"q\"\n    @Principle( weight = 0.5 )\nwhen\n    $o : Output()\n"
            + "    not Judgment( output == $o.id, status == \"permitted\" )\nthen\n"
            + "    forbid( $o, \"nobody is for it\" );\nend\n");
  }

  private ManyJudgments() {}

  public static void main(String[] arguments) throws IOException {
    int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    List<Integer> sizes = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      sizes.add(Integer.parseInt(arguments[i]));
    }
    System.out.println("judgments rules            ms (KiB)");
    for (Map.Entry<String, String> form : FORMS.entrySet()) {
      Deciding deciding = Deciding.of(constitution(form.getValue()));
      for (int size : sizes.isEmpty() ? List.of(50, 1_000, 10_000) : sizes) {
        Case given = Case.of("C", Output.of("a", Attributes.of(Map.of("x", true))));
        List<Judgment> judgments = judgments(size);
        Decision last = decide(deciding, given, judgments);
        double[] used = measure(turns, () -> decide(deciding, given, judgments));
        System.out.printf(
            Locale.ROOT,
            "%9d %-13s %9.2f (%8.0f) %s%n",
            size,
            form.getKey(),
            used[0] * 1e3,
            used[1],
            last.state());
      }
    }
    conduct(turns);
  }

  private static void conduct(int turns) throws IOException {
    Deciding deciding = Deciding.of(Constitution.load(Path.of("rules/assistant-conduct")));
    Map<Case, List<Judgment>> cases = new LinkedHashMap<>();
    Corpus.open(CONDUCT.resolve("cases.jsonl"), CONDUCT.resolve("judgments.jsonl"))
        .forEach(cases::put);
    double[] used =
        measure(
            turns * 40, () -> cases.forEach((it, judgments) -> decide(deciding, it, judgments)));
    System.out.printf(
        Locale.ROOT,
        "assistant-conduct: %.1f µs (%.1f KiB) a case%n",
        used[0] * 1e6 / cases.size(),
        used[1] / cases.size());
  }

  private static Decision decide(Deciding deciding, Case given, List<Judgment> judgments) {
    return deciding.decideWithin(Budget.UNATTENDED, given, judgments);
  }

  /** The median of the seconds, and the mean of the KiB, of some runs after as many others. */
  private static double[] measure(int turns, Runnable work) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] seconds = new double[turns];
    long bytes = 0;
    for (int turn = -turns; turn < turns; turn++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      long cpu = thread.getCurrentThreadCpuTime();
      work.run();
      if (turn >= 0) {
        seconds[turn] = (thread.getCurrentThreadCpuTime() - cpu) / 1e9;
        bytes += thread.getCurrentThreadAllocatedBytes() - before;
      } else if (turn == -turns && thread.getCurrentThreadCpuTime() - cpu > 500_000_000L) {
        return new double[] {
          (thread.getCurrentThreadCpuTime() - cpu) / 1e9,
          (thread.getCurrentThreadAllocatedBytes() - before) / 1024.0
        };
      }
    }
    Arrays.sort(seconds);
    return new double[] {seconds[turns / 2], bytes / 1024.0 / turns};
  }

  private static Constitution constitution(String more) throws IOException {
    Path folder = Files.createTempDirectory("many-judgments");
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("rules.drl"),
        "package p\n\nrule \"r\"\n    @Principle( weight = 0.5 )\nwhen\n"
            + "    $o : Output( flag(\"x\") )\nthen\n    forbid( $o, \"why\" );\nend\n"
            + more);
    return Constitution.load(folder);
  }

  private static String theory(String name, String conditions, String consequence) {
    return "rule \"%s\"\n    @Theory( weight = 0.5 )\nwhen\n    %s\nthen\n    %s\nend\n"
        .formatted(name, conditions, consequence);
  }

  private static List<Judgment> judgments(int number) {
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      judgments.add(
          new Judgment(
              "J" + i,
              "C",
              new Judgment.OnOutput(
                  "a", i % 3 == 0 ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN),
              null,
              0.1 + (i % 9) / 10.0,
              null,
              Attributes.of(Map.of("pressed", i % 2 == 0)),
              Attributes.none()));
    }
    return judgments;
  }
}
