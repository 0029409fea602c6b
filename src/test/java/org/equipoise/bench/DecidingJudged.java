package org.equipoise.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.service.governor.Governor;

/**
 * Deciding cases with the judgments that people have on them, and without: CPU time of the thread
 * for a decision in microseconds, the median of slices and its quartiles, and what it allocates.
 *
 * <p>Arguments: seconds of CPU to warm up, slices of a twentieth of a second, the constitution, and
 * a folder with {@code cases.jsonl} and {@code judgments.jsonl}; by default 10, 100 and {@code
 * assistant-conduct} with the cases of its fixtures.
 */
final class DecidingJudged {
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private DecidingJudged() {}

  public static void main(String[] arguments) {
    double warmUp = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
    int slices = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    Path rules = Path.of(arguments.length > 2 ? arguments[2] : "rules/assistant-conduct");
    Path given = Path.of(arguments.length > 3 ? arguments[3] : "test-fixtures/assistant-conduct");
    Constitution constitution = Constitution.load(rules);
    List<JudgedCase> judged = new ArrayList<>();
    List<JudgedCase> bare = new ArrayList<>();
    Corpus.open(given.resolve("cases.jsonl"), given.resolve("judgments.jsonl"))
        .forEach(
            (situation, judgments) -> {
              judged.add(new JudgedCase(situation, judgments, 0));
              bare.add(new JudgedCase(situation, List.of(), 0));
            });
    System.out.println("with judgments: " + measured(constitution, judged, warmUp, slices));
    System.out.println("without: " + measured(constitution, bare, warmUp, slices));
  }

  private static String measured(
      Constitution constitution, List<JudgedCase> cases, double warmUp, int slices) {
    Governor governor = Governor.of(constitution);
    long end = THREAD.getCurrentThreadCpuTime() + (long) (warmUp * 1e9);
    while (THREAD.getCurrentThreadCpuTime() < end) {
      slice(governor, cases);
    }
    double[] micros = new double[slices];
    long bytes = THREAD.getCurrentThreadAllocatedBytes();
    long decided = 0;
    for (int i = 0; i < slices; i++) {
      long begin = THREAD.getCurrentThreadCpuTime();
      long some = slice(governor, cases);
      micros[i] = (THREAD.getCurrentThreadCpuTime() - begin) / 1e3 / some;
      decided += some;
    }
    double kib = (THREAD.getCurrentThreadAllocatedBytes() - bytes) / 1024.0 / decided;
    Arrays.sort(micros);
    return String.format(
        Locale.ROOT,
        "%.1f µs [%.1f to %.1f], %.1f KiB",
        micros[slices / 2],
        micros[slices / 4],
        micros[slices * 3 / 4],
        kib);
  }

  /** Decides all cases again and again, and returns how many decisions that were. */
  private static long slice(Governor governor, List<JudgedCase> cases) {
    long end = THREAD.getCurrentThreadCpuTime() + 50_000_000;
    long decided = 0;
    while (THREAD.getCurrentThreadCpuTime() < end) {
      for (JudgedCase each : cases) {
        governor.decide(each.situation(), each.judgments());
      }
      decided += cases.size();
    }
    return decided;
  }
}
