package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.equipoise.audit.ledger.LedgerJournal;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.formats.CaseReader;
import org.equipoise.service.governor.Governor;

/**
 * What recording adds to a decision: the median time of a decision with an asynchronous ledger,
 * beside that of the same decision without; the two take turns.
 *
 * <p>Arguments: rounds, the constitution, its cases, and a folder for the ledger; by default 100,
 * {@code common-morality} with the cases of its fixtures, and a new folder.
 */
public final class RecordingOverhead {
  private static final int TURN = 2_000;

  private RecordingOverhead() {}

  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    Path rules = Path.of(arguments.length > 1 ? arguments[1] : "rules/common-morality");
    Path given =
        Path.of(arguments.length > 2 ? arguments[2] : "test-fixtures/common-morality/cases.jsonl");
    Path folder =
        arguments.length > 3 ? Path.of(arguments[3]) : Files.createTempDirectory("recording");
    Constitution constitution = Constitution.load(rules);
    List<Case> cases = new ArrayList<>();
    try (CaseReader reader = CaseReader.open(given)) {
      reader.forEachRemaining(cases::add);
    }
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      Governor bare = Governor.of(constitution);
      Governor recording =
          Governor.builder(constitution)
              .withJournal(
                  new LedgerJournal(
                      recorder, LedgerJournal.Acknowledgement.ASYNCHRONOUS, Clock.systemUTC()))
              .build();
      turns(bare, recording, cases, rounds / 4 + 1); // until all is compiled
      long[][] found = turns(bare, recording, cases, rounds);
      double without = percentile(found[0], 0.5);
      double with = percentile(found[1], 0.5);
      System.out.printf(
          Locale.ROOT,
          "p50 %.1f µs without, %.1f µs with a ledger: %+.1f %%; p99 %.1f and %.1f µs (%d each)%n",
          without,
          with,
          100 * (with / without - 1),
          percentile(found[0], 0.99),
          percentile(found[1], 0.99),
          found[0].length);
    }
  }

  private static long[][] turns(Governor bare, Governor recording, List<Case> cases, int rounds) {
    long[][] found = new long[2][rounds * TURN];
    for (int round = 0; round < rounds; round++) {
      turn(bare, cases, found[0], round * TURN);
      turn(recording, cases, found[1], round * TURN);
    }
    return found;
  }

  private static void turn(Governor governor, List<Case> cases, long[] found, int from) {
    for (int i = 0; i < TURN; i++) {
      Case given = cases.get(i % cases.size());
      long begin = System.nanoTime();
      governor.decide(given);
      found[from + i] = System.nanoTime() - begin;
    }
  }

  private static double percentile(long[] values, double share) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }
}
