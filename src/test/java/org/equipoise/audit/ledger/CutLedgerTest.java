package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a ledger whose last entry is not whole. */
class CutLedgerTest {
  @TempDir private Path parent;

  private Path folder() {
    return parent.resolve("ledger");
  }

  private LedgerRecorder open() {
    LedgerRecorder recorder = LedgerRecorder.open(folder(), LedgerOptions.DEFAULT);
    recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
    return recorder;
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (Ledger.Entries all = Ledger.in(folder()).entries()) {
      all.forEachRemaining(entries::add);
    }
    return entries;
  }

  @Test
  void aCutIsReportedAndKeptAside() throws IOException {
    try (LedgerRecorder recorder = open()) {
      recorder.appendAndWait(Specimen.decided(1));
    }
    FileStore store = new FileStore(folder());
    byte[] whole = Files.readAllBytes(store.segment(0));
    byte[] half = "{\"body\":{\"cause\":\"torn".getBytes(StandardCharsets.UTF_8);
    byte[] torn = Arrays.copyOf(whole, whole.length + half.length);
    System.arraycopy(half, 0, torn, whole.length, half.length);
    Files.write(store.segment(0), torn);
    assertEquals(2, entries().size());
    try (LedgerRecorder recorder = LedgerRecorder.open(folder(), LedgerOptions.DEFAULT)) {
      assertEquals(half.length, recorder.cut());
      assertEquals(2, recorder.head().size());
    }
    assertArrayEquals(whole, Files.readAllBytes(store.segment(0)));
    assertArrayEquals(
        half,
        Files.readAllBytes(
            folder().resolve("torn").resolve(store.segment(0).getFileName() + "-" + whole.length)));
  }

  @Test
  void anAcknowledgedEntryIsNeverCut() throws IOException {
    try (LedgerRecorder recorder = open()) {
      for (int i = 0; i < 3; i++) {
        recorder.appendAndWait(Specimen.decided(i));
      }
    }
    FileStore store = new FileStore(folder());
    byte[] whole = Files.readAllBytes(store.segment(0));
    for (int kept : new int[] {whole.length - 1, whole.length / 2, 0}) {
      byte[] cut = Arrays.copyOf(whole, kept);
      Files.write(store.segment(0), cut);
      assertThrows(
          DamagedLedgerException.class, () -> LedgerRecorder.open(folder(), LedgerOptions.DEFAULT));
      assertArrayEquals(cut, Files.readAllBytes(store.segment(0)));
    }
    byte[] altered = whole.clone();
    altered[whole.length - 20] ^= 1;
    Files.write(store.segment(0), altered);
    DamagedLedgerException damage =
        assertThrows(
            DamagedLedgerException.class,
            () -> LedgerRecorder.open(folder(), LedgerOptions.DEFAULT));
    assertEquals(3, damage.entry());
    assertArrayEquals(altered, Files.readAllBytes(store.segment(0)));
  }
}
