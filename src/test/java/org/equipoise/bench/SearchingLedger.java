package org.equipoise.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.log.LedgerLog;
import org.equipoise.audit.log.LogColumn;
import org.equipoise.audit.log.LogCounts;
import org.equipoise.audit.log.LogQuery;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;

/**
 * CPU-seconds to search a ledger, beside those to read the same files, to hash them, and to search
 * them with {@code grep} and {@code jq} where these are installed.
 *
 * <p>Arguments: entries (1,000,000), and the folder of the ledger, which is made if it is absent.
 */
public final class SearchingLedger {
  private static final int TURNS = 3;

  private SearchingLedger() {}

  public static void main(String[] arguments) throws Exception {
    int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path folder =
        arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("searching");
    if (!Files.exists(folder.resolve("segments"))) {
      make(folder, entries);
    }
    Ledger ledger = Ledger.in(folder);
    String id = "C-" + (entries * 7L / 9);
    LogQuery ofCase = new LogQuery(id, null, null, null, null, null, null, null, null, false);
    for (int turn = 0; turn < TURNS; turn++) {
      told("bytes read", () -> bytes(folder, null));
      told("bytes hashed", () -> bytes(folder, MessageDigest.getInstance("SHA-256")));
      told("matches of log --case", () -> read(ledger, ofCase, null));
      LogCounts counts = new LogCounts(List.of(LogColumn.OUTCOME, LogColumn.MONTH));
      told("matches of log --by outcome,month", () -> read(ledger, LogQuery.ALL, counts));
    }
    peer(folder, "grep", "-c", "\"case\":\"" + id + "\"");
    peer(folder, "jq", "-c", "select(.body.facts.case.case==\"" + id + "\")|.sequence");
  }

  private interface Counting {
    long count() throws IOException, GeneralSecurityException;
  }

  private static void told(String what, Counting counting) throws Exception {
    Stopwatch watch = new Stopwatch();
    long count = counting.count();
    System.out.printf(Locale.ROOT, "%,d %s: %.2f CPU-seconds%n", count, what, watch.cpu());
  }

  private static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("segments"))) {
      return all.filter(it -> it.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static long bytes(Path folder, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    for (Path segment : segments(folder)) {
      try (InputStream in = Files.newInputStream(segment)) {
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
          bytes += read;
          if (digest != null) {
            digest.update(buffer, 0, read);
          }
        }
      }
    }
    return bytes;
  }

  private static long read(Ledger ledger, LogQuery query, LogCounts counts) {
    LedgerLog log = new LedgerLog(ledger, query, it -> {}, it -> {});
    return log.read(
            it -> {
              if (counts != null) {
                counts.add(it);
              }
            })
        .matched();
  }

  private static void peer(Path folder, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("bash", "-c", "time \"$@\" > /dev/null", "-"));
    all.addAll(List.of(command));
    segments(folder).forEach(it -> all.add(it.toString()));
    System.out.println(command[0]);
    new ProcessBuilder(all)
        .redirectOutput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  private static void make(Path folder, int entries) throws IOException {
    Constitution constitution = Constitution.load(Path.of("rules/common-morality"));
    Decider decider = new Decider(constitution);
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      recorder.adopt(Instant.EPOCH, constitution);
      for (int i = 0; i < entries; i++) {
        Map<String, Object> violates = Map.of("deceive", i % 2 == 0, "death", i % 7 == 0);
        Case given = Case.of("C-" + i, Output.of("a", Attributes.of(Map.of("violates", violates))));
        Instant at = Instant.EPOCH.plusSeconds(60L * i);
        recorder.record(new LedgerEvent.DecisionEvent(at, given, List.of(), decider.decide(given)));
      }
    }
  }
}
