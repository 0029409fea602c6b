package org.equipoise.audit.ledger.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a small witness on this machine, which keeps to the protocol. */
class WitnessTest {
  private static final SigningKey OWNER = SigningKey.generate("example.org/ledger");

  private LoopbackWitness elsewhere;
  private WitnessKey key;
  private Witness witness;

  @BeforeEach
  void begin() throws IOException {
    elsewhere = LoopbackWitness.of(OWNER.verifier());
    key = WitnessKey.parse(elsewhere.key());
    witness = Witness.at(elsewhere.address(), key, Duration.ofMinutes(1));
  }

  @AfterEach
  void end() {
    elsewhere.close();
  }

  private static List<Hash> leaves(int count, String of) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(Hash.leaf((of + i).getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  private static TreeHead head(List<Hash> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    return tree.head();
  }

  private String cosign(List<Hash> leaves, long known) throws IOException, InterruptedException {
    return witness.cosign(
        Checkpoint.sign(head(leaves), OWNER),
        known,
        (older, newer) -> ConsistencyProof.of(older, newer, leaves.iterator()));
  }

  @Test
  void aWitnessCosignsWhatGrows() throws IOException, InterruptedException {
    for (int size : new int[] {1, 2, 7, 8, 20, 20}) {
      List<Hash> leaves = leaves(size, "a");
      String note = cosign(leaves, elsewhere.seen());
      assertEquals(Optional.of(Instant.ofEpochSecond(LoopbackWitness.NOW)), key.cosigned(note));
      assertEquals(head(leaves), Checkpoint.open(note, OWNER.verifier()).head());
    }
    assertEquals(List.of(200, 200, 200, 200, 200, 200), elsewhere.answers());
  }

  @Test
  void aWitnessThatKnowsAnotherSizeIsAskedAgain() throws IOException, InterruptedException {
    cosign(leaves(5, "a"), 0);
    cosign(leaves(9, "a"), 0);
    cosign(leaves(12, "a"), 12);
    assertEquals(List.of(200, 409, 200, 409, 200), elsewhere.answers());
  }

  @Test
  void whatWasRewrittenOrCutIsRefused() throws IOException, InterruptedException {
    cosign(leaves(9, "a"), 0);
    IOException e = assertThrows(IOException.class, () -> cosign(leaves(12, "b"), 9));
    assertTrue(String.valueOf(e.getMessage()).contains("422: the proof does not hold"));
    e = assertThrows(IOException.class, () -> cosign(leaves(8, "a"), 8));
    assertTrue(String.valueOf(e.getMessage()).contains("entries were cut off"), e.getMessage());
  }

  @Test
  void aCosignatureOfAnotherKeyOrTextIsNone() throws Exception {
    String note = cosign(leaves(3, "a"), 0);
    KeyPair other = LoopbackWitness.pair();
    assertEquals(Optional.empty(), WitnessKey.parse(LoopbackWitness.vkey(other)).cosigned(note));
    String text = SignedNote.parse(note).text();
    String longer = Checkpoint.sign(head(leaves(4, "a")), OWNER) + elsewhere.cosignature(text);
    assertEquals(Optional.empty(), key.cosigned(longer));
    elsewhere.use(other); // the witness signs by another key than the client knows
    IOException e = assertThrows(IOException.class, () -> cosign(leaves(5, "a"), 3));
    assertTrue(String.valueOf(e.getMessage()).contains("without a cosignature"), e.getMessage());
  }

  @Test
  void onlyTheKeyOfAWitnessIsOne() {
    for (String text :
        List.of(
            "",
            "w",
            "w+0+",
            elsewhere.key().replaceFirst("[+][0-9a-f]{8}[+]", "+00000000+"),
            OWNER.verifier().toString())) {
      assertThrows(IllegalArgumentException.class, () -> WitnessKey.parse(text), text);
    }
  }
}
