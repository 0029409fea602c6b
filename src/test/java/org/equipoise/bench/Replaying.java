package org.equipoise.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.replay.ReplayFunction;
import org.equipoise.audit.replay.ReplaySummary;
import org.equipoise.audit.replay.ReplayedRange;
import org.equipoise.audit.replay.ReplayedRanges;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;

/**
 * Replaying a ledger from disk on one thread, beside the bare loop of deciding the same cases in
 * memory; the two take turns in one run. A figure is CPU time of the thread in microseconds an
 * entry, the ratio that of their speeds: the median of the last half of all turns, and the best of
 * them, since on a busy machine turns scatter.
 *
 * <p>Arguments: entries, turns, and numbers of rules; by default 20000, 40 and 20 200. Or {@code
 * write FOLDER}, entries and a number of rules, to write a ledger and leave it there.
 */
public final class Replaying {
  private static final int CASES = 2_000;
  private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Replaying() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 4 && arguments[0].equals("write")) {
      Workload work = Workload.of(Integer.parseInt(arguments[3]), CASES, 1);
      Constitution constitution =
          Constitution.load(work.constitution(Files.createTempDirectory("replaying")));
      write(Path.of(arguments[1]), constitution, work.cases(), Integer.parseInt(arguments[2]));
      return;
    }
    int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
    List<Integer> sizes =
        arguments.length > 2
            ? List.of(arguments).subList(2, arguments.length).stream()
                .map(Integer::valueOf)
                .toList()
            : List.of(20, 200);
    System.out.println("rules   bytes an entry           decide µs   replay µs   ratio");
    for (int rules : sizes) {
      Workload work = Workload.of(rules, CASES, 1);
      Path folder = Files.createTempDirectory("replaying");
      Constitution constitution = Constitution.load(work.constitution(folder.resolve("rules")));
      Path ledger = folder.resolve("ledger");
      write(ledger, constitution, work.cases(), entries);
      long bytes = Files.size(ledger.resolve("segments/00000000000000000000.jsonl"));
      Decider decider = new Decider(constitution);
      ReplayFunction function = ReplayFunction.of(Ledger.in(ledger), Permissions.none());
      double[] bare = new double[turns];
      double[] replayed = new double[turns];
      double[] ratios = new double[turns];
      for (int turn = 0; turn < turns; turn++) {
        bare[turn] = cpu(() -> decide(decider, work.cases(), entries)) / entries;
        replayed[turn] = cpu(() -> replay(function, ledger, entries)) / entries;
        ratios[turn] = bare[turn] / replayed[turn];
      }
      String row = "%5d %16d   %-6s %11.2f %11.2f %7.2f%n";
      System.out.printf(
          Locale.ROOT,
          row,
          rules,
          bytes / entries,
          "median",
          at(0.5, bare),
          at(0.5, replayed),
          at(0.5, ratios));
      System.out.printf(
          Locale.ROOT,
          row,
          rules,
          bytes / entries,
          "best",
          at(0, bare),
          at(0, replayed),
          at(0, bare) / at(0, replayed));
    }
  }

  /** What so great a share of the last half of the turns is below. */
  private static double at(double share, double[] turns) {
    double[] last = Arrays.copyOfRange(turns, turns.length / 2, turns.length);
    Arrays.sort(last);
    return last[(int) (share * last.length)];
  }

  private static void write(Path ledger, Constitution constitution, List<Case> cases, int entries) {
    Decider decider = new Decider(constitution);
    List<Decision> decisions = cases.stream().map(decider::decide).toList();
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, LedgerOptions.DEFAULT)) {
      recorder.adopt(AT, constitution);
      for (int i = 0; i < entries; i++) {
        int at = i % cases.size();
        recorder.record(
            new LedgerEvent.DecisionEvent(AT, cases.get(at), List.of(), decisions.get(at)));
      }
    }
  }

  private static double cpu(Runnable work) {
    long begin = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (THREADS.getCurrentThreadCpuTime() - begin) / 1e3;
  }

  private static void decide(Decider decider, List<Case> cases, int entries) {
    long decided = 0;
    for (int i = 0; i < entries; i++) {
      decided += decider.decide(cases.get(i % cases.size())).outputs().size();
    }
    if (decided != entries) {
      throw new IllegalStateException("decided " + decided);
    }
  }

  private static void replay(ReplayFunction function, Path folder, int entries) {
    Ledger ledger = Ledger.in(folder);
    ReplayedRanges stretches = new ReplayedRanges(ledger, 0);
    try (Ledger.Entries read = ledger.entries()) {
      Iterator<ReplayedRange> found = function.apply(read);
      while (found.hasNext()) {
        stretches.add(found.next());
      }
    }
    ReplaySummary summary = stretches.replay(true, null).summary();
    if (summary.decisions().same() != entries) {
      throw new IllegalStateException("not all the same: " + summary);
    }
  }
}
