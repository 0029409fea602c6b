package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.transparency.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers that are killed. {@code -Dequipoise.crashes=200} kills as many, instead of some, all at
 * one ledger.
 */
class CrashTest {
  private static final int CRASHES = Integer.getInteger("equipoise.crashes", 3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path parent;

  @Test
  void whateverWasAcknowledgedIsThereAfterAKill() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("CrashTest seed " + seed);
    Random random = new Random(seed);
    Path folder = parent.resolve("ledger");
    FileStore store = new FileStore(folder, CrashingWriter.SEGMENT_BYTES);
    long acknowledged = 0;
    long cuts = 0;
    for (int crash = 0; crash < CRASHES; crash++) {
      Map<Long, String> marks = runAndKill(folder, "crash" + crash, random.nextInt(400));
      LedgerVerification before = LedgerVerification.of(Ledger.of(store), Known.NOTHING, it -> {});
      assertTrue(before.isIntact(), () -> before.findings().toString());
      assertEveryMark(store, marks);
      acknowledged += marks.size();
      try (LedgerRecorder recorder = LedgerRecorder.open(store, LedgerOptions.DEFAULT)) {
        cuts += recorder.cut() > 0 ? 1 : 0;
        recorder.appendAndWait(new LedgerEvent.ErrorEvent(Specimen.AT, null, "resumed"));
      }
      LedgerVerification after = LedgerVerification.of(Ledger.of(store), Known.NOTHING, it -> {});
      assertTrue(after.isIntact(), () -> after.findings().toString());
      assertEquals(before.head().size() + 1, after.head().size());
    }
    assertTrue(acknowledged > 0, "no writer lived long enough to acknowledge anything");
    System.out.println(
        CRASHES + " kills, " + acknowledged + " entries acknowledged, " + cuts + " torn tails cut");
  }

  /** Runs a writer, kills it after so many milliseconds of writing; what it had acknowledged. */
  private static Map<Long, String> runAndKill(Path folder, String word, int milliseconds)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                folder.toString(),
                word)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<Long, String> marks = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      Thread killer =
          new Thread(
              () -> {
                try {
                  Thread.sleep(milliseconds);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                writer.toHandle().destroyForcibly(); // which leaves what it said to be read
              });
      StringBuilder line = new StringBuilder();
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c != '\n') {
          line.append((char) c);
          continue;
        }
        int space = line.indexOf(" ");
        marks.put(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
        line.setLength(0);
        if (marks.size() == 1) {
          killer.start();
        }
      }
      killer.join();
    }
    assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
    assertEquals(137, writer.exitValue(), "it was not killed, it ended");
    return marks;
  }

  private static void assertEveryMark(FileStore store, Map<Long, String> marks) throws IOException {
    long from = marks.keySet().stream().min(Long::compare).orElse(0L);
    Map<Long, String> missing = new HashMap<>(marks);
    try (Ledger.Entries entries = Ledger.of(store).entries(from)) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        String mark = missing.remove(entry.sequence());
        if (mark != null) {
          var body = JSON.readTree(entry.body());
          assertEquals(mark, body.get("case").asText());
          assertEquals(CrashingWriter.cause(mark), body.get("cause").asText());
          assertEquals(Hash.leaf(entry.json().getBytes(StandardCharsets.UTF_8)), entry.hash());
        }
      }
    }
    assertEquals(Map.of(), missing, "acknowledged entries are missing");
  }
}
