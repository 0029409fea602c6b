package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a loss of power may leave on a disk: all that was synchronised, and of what was written
 * after that any pages or none, with the unsynchronised head in any earlier state.
 */
class PowerLossTest {
  private static final int PAGE = 4_096;
  private static final int ACKNOWLEDGED = 12;
  private static final int WRITTEN = 40;

  @TempDir Path parent;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final Random random = new Random(seed);
  private FileStore store;
  private byte[] synchronised;
  private byte[] written;
  private byte[][] heads;

  @BeforeEach
  void write() throws IOException {
    System.out.println("PowerLossTest seed " + seed);
    store = new FileStore(parent.resolve("ledger"));
    heads = new byte[ACKNOWLEDGED + 2][];
    heads[0] = new byte[0];
    try (LedgerRecorder recorder = LedgerRecorder.open(store, LedgerOptions.DEFAULT)) {
      for (int i = 0; i < WRITTEN; i++) {
        if (i <= ACKNOWLEDGED) {
          heads[i + 1] = Files.readAllBytes(store.headFile());
        }
        if (i == ACKNOWLEDGED) {
          synchronised = Files.readAllBytes(store.segment(0));
          int end = synchronised.length;
          while (end > 0 && synchronised[end - 1] == 0) {
            end--; // room made ahead
          }
          synchronised = Arrays.copyOf(synchronised, end);
        }
        recorder.appendAndWait(
            new LedgerEvent.ErrorEvent(Specimen.AT, null, i + "x".repeat(random.nextInt(2_000))));
      }
    }
    written = Files.readAllBytes(store.segment(0));
  }

  @Test
  void nothingAcknowledgedIsEverLost() throws IOException {
    int cut = 0;
    for (int i = 0; i < 200; i++) {
      Files.write(store.segment(0), left());
      byte[] head = heads[random.nextInt(heads.length)];
      Files.write(store.headFile(), Arrays.copyOf(head, random.nextInt(head.length + 1)));
      long size;
      try (LedgerRecorder recorder = LedgerRecorder.open(store, LedgerOptions.DEFAULT)) {
        size = recorder.head().size();
        cut += recorder.cut() > 0 ? 1 : 0;
        assertTrue(size >= ACKNOWLEDGED && size <= WRITTEN, "entries left: " + size);
        recorder.appendAndWait(new LedgerEvent.ErrorEvent(Specimen.AT, null, "resumed"));
      }
      LedgerVerification found = LedgerVerification.of(Ledger.of(store), Known.NOTHING, it -> {});
      assertTrue(found.isIntact(), () -> found.findings().toString());
      assertEquals(size + 1, found.head().size());
      assertEquals(0, found.tail());
    }
    assertTrue(cut > 50, "tails cut: " + cut);
  }

  /** What was synchronised, and of the pages after it some, zeros for others, or their end cut. */
  private byte[] left() {
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    left.writeBytes(synchronised);
    int at = synchronised.length;
    int end = at + random.nextInt(written.length - at + 1);
    while (at < end) {
      int next = Math.min(end, (at / PAGE + 1) * PAGE);
      byte[] page = Arrays.copyOfRange(written, at, next);
      left.writeBytes(random.nextInt(3) == 0 ? new byte[page.length] : page);
      at = next;
    }
    return left.toByteArray();
  }
}
