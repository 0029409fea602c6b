package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proof of one entry holds without the ledger, and an altered one does not. */
class EntryProofTest {
  private static final Path SMALL = Path.of("test-fixtures", "ledgers", "small");
  private static final Path YEAR = Path.of("test-fixtures", "ledgers", "year");
  private static final VerifierKey KEY = GoldenLedgers.KEY.verifier();

  @Test
  void everyEntryIsProvenByThisLibraryAndByAProgramOfAnOutsider() throws Exception {
    Ledger ledger = Ledger.in(SMALL);
    for (long entry = 0; entry < 10; entry++) {
      String text = EntryProof.of(ledger, entry).text();
      assertNull(EntryProof.parse(text).fault(KEY), text);
      assertEquals(ledger.entry(entry).json(), EntryProof.parse(text).record().json());
      assertTrue(OutsidersCheck.holds(text, KEY.toString()), text);
    }
    String late = EntryProof.of(Ledger.in(YEAR), 2_283).text();
    assertTrue(OutsidersCheck.holds(late, KEY.toString()), late);
  }

  @Test
  void everyAlteredByteOfAProofIsFound() {
    byte[] bytes = EntryProof.of(Ledger.in(SMALL), 8).text().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(8);
    for (int at = 0; at < bytes.length; at++) {
      byte[] altered = bytes.clone();
      altered[at] ^= (byte) (1 << random.nextInt(8));
      assertFalse(holds(altered), "byte " + at);
      byte[] shorter = new byte[bytes.length - 1];
      System.arraycopy(bytes, 0, shorter, 0, at);
      System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
      assertFalse(holds(shorter), "without byte " + at);
    }
  }

  private static boolean holds(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return EntryProof.parse(text).fault(KEY) == null;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void aProofOfAnotherEntryOrByAnotherKeyDoesNotHold() {
    EntryProof one = EntryProof.of(Ledger.in(SMALL), 1);
    EntryProof other = EntryProof.of(Ledger.in(SMALL), 2);
    EntryProof mixed = new EntryProof(1, other.entry(), one.path(), one.checkpoint());
    assertTrue(String.valueOf(mixed.fault(KEY)).contains("no such entry"), mixed.fault(KEY));
    EntryProof moved = new EntryProof(2, other.entry(), one.path(), one.checkpoint());
    assertTrue(String.valueOf(moved.fault(KEY)).contains("is not"), moved.fault(KEY));
    assertNotNull(one.fault(SigningKey.generate("PeterNeumann").verifier()));
  }

  @Test
  void withoutACheckpointThatCoversItAnEntryCannotBeProven(@TempDir Path folder) {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
    }
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> EntryProof.of(Ledger.in(folder), 0));
    assertEquals("no-checkpoint", refused.problems().get(0).code());
    assertTrue(refused.getMessage().contains("--ledger-key"), refused.getMessage());
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder, LedgerOptions.DEFAULT.withKey(GoldenLedgers.KEY))) {
      recorder.appendAndWait(new LedgerEvent.ErrorEvent(Specimen.AT, null, "nothing was said"));
      assertThrows(InvalidInputException.class, () -> EntryProof.of(Ledger.in(folder), 1));
    }
    assertNull(EntryProof.of(Ledger.in(folder), 0).fault(KEY), "the next one covers all before");
    assertThrows(InvalidInputException.class, () -> EntryProof.of(Ledger.in(folder), 2));
  }
}
