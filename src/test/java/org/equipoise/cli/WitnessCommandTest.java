package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.LoopbackWitness;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code witness} and {@code verify --witness}, with a witness on this machine. */
class WitnessCommandTest {
  private static final SigningKey OWNER = SigningKey.generate("example.org/ledger");

  @TempDir private Path folder;
  private Path ledger;
  private Path cosigned;
  private Path owner;

  @BeforeEach
  void aLedger() throws IOException {
    ledger = folder.resolve("ledger");
    cosigned = folder.resolve("cosigned.txt");
    owner = Files.writeString(folder.resolve("owner.key"), OWNER.verifier().toString());
    record(ledger, 3, "a");
  }

  private static void record(Path ledger, int entries, String what) {
    LedgerOptions options = LedgerOptions.DEFAULT.withKey(OWNER);
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, options)) {
      for (int i = 0; i < entries; i++) {
        recorder.appendAndWait(new LedgerEvent.ErrorEvent(Instant.EPOCH, null, what));
      }
    }
  }

  private Path key(LoopbackWitness witness) throws IOException {
    return Files.writeString(folder.resolve("w.key"), witness.key());
  }

  private Ran cosign(Path of, LoopbackWitness witness, Object... more) throws IOException {
    Object[] command = {
      "witness",
      "--ledger",
      of,
      "--at",
      witness.address(),
      "--witness",
      key(witness),
      "--out",
      cosigned
    };
    Object[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return Ran.of(all);
  }

  private Ran verify(Path witness) {
    return Ran.of(
        "verify",
        "--ledger",
        ledger,
        "--key",
        owner,
        "--checkpoint",
        cosigned,
        "--witness",
        witness);
  }

  @Test
  void aWitnessCosignsWhatGrowsAndNothingElse() throws IOException {
    try (LoopbackWitness witness = LoopbackWitness.of(OWNER.verifier())) {
      Ran first = cosign(ledger, witness);
      assertEquals(0, first.code(), first.err());
      assertTrue(first.out().contains("cosigned 3 entries of `example.org/ledger`"), first.out());
      Ran verified = verify(key(witness));
      assertEquals(0, verified.code(), verified.out());
      assertTrue(
          verified.out().contains("proven: the witness `witness.example.org/w1` saw the first 3"),
          verified.out());
      record(ledger, 2, "b");
      FormatsPage.read().holds("witness", cosign(ledger, witness, "--format=json"));
      assertTrue(verify(key(witness)).out().contains("saw the first 5"));
      Path rewritten = folder.resolve("rewritten");
      record(rewritten, 9, "c");
      Ran refused = cosign(rewritten, witness);
      assertEquals(1, refused.code());
      assertTrue(refused.err().contains("error: not cosigned: "), refused.err());
    }
  }

  @Test
  void whatAnotherWitnessCosignedOrNobodyIsFound() throws IOException {
    try (LoopbackWitness one = LoopbackWitness.of(OWNER.verifier());
        LoopbackWitness other = LoopbackWitness.of(OWNER.verifier())) {
      cosign(ledger, one);
      Path stranger = Files.writeString(folder.resolve("other.key"), other.key());
      Ran missing = verify(stranger);
      assertEquals(1, missing.code());
      assertTrue(
          missing.out().contains("cosigned.txt` is not cosigned by `witness.example.org/w1`"),
          missing.out());
      Ran none = Ran.of("verify", "--ledger", ledger, "--witness", stranger);
      assertEquals(2, none.code());
      assertTrue(none.err().contains("needs `--checkpoint F`"), none.err());
    }
  }

  @Test
  void aLedgerWithoutASignedCheckpointIsRefused() throws IOException {
    try (LoopbackWitness witness = LoopbackWitness.of(OWNER.verifier())) {
      Path unsigned = folder.resolve("unsigned");
      LedgerRecorder.open(unsigned, LedgerOptions.DEFAULT).close();
      Ran ran = cosign(unsigned, witness);
      assertEquals(2, ran.code());
      assertTrue(ran.err().contains("has no signed checkpoint"), ran.err());
    }
  }
}
