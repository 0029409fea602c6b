package org.equipoise.audit.ledger.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  /** The example in the documentation of Go's signed notes. */
  private static final String SECRET =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

  private static final String PUBLIC =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String NOTE =
      TEXT
          + "\n\u2014 PeterNeumann"
          + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  private static final TreeHead HEAD = new TreeHead(42, Hash.leaf(new byte[] {4, 2}));

  @Test
  void keysAndSignaturesAreThoseOfThePublishedExample() {
    SigningKey key = SigningKey.parse(SECRET);
    assertEquals(PUBLIC, key.verifier().toString());
    assertEquals(SECRET, key.secret());
    assertEquals(NOTE, key.sign(TEXT));
    assertEquals(key.verifier(), VerifierKey.parse(PUBLIC));
    assertFalse(key.toString().contains(SECRET.substring(40)), "the secret is shown");
  }

  @Test
  void aCheckpointHasOriginSizeAndRootOnLines() {
    SigningKey key = SigningKey.parse(SECRET);
    String note = Checkpoint.sign(HEAD, key);
    assertEquals(
        List.of("PeterNeumann", "42", HEAD.root().base64(), ""), note.lines().limit(4).toList());
    assertEquals(new Checkpoint("PeterNeumann", HEAD), Checkpoint.open(note, key.verifier()));
    assertEquals(HEAD, Checkpoint.unverified(note).head());
  }

  @Test
  void signaturesOfOthersAndFurtherLinesArePassedOver() {
    SigningKey key = SigningKey.generate("example.org/ledger");
    SigningKey witness = SigningKey.generate("witness");
    String text = "example.org/ledger\n42\n" + HEAD.root().base64() + "\nfurther\n";
    String ours = key.sign(text);
    String theirs = witness.sign(text);
    String both = ours + theirs.substring(text.length() + 1);
    assertEquals(HEAD, Checkpoint.open(both, key.verifier()).head());
    assertEquals(HEAD, Checkpoint.open(both, witness.verifier()).head());
    assertThrows(IllegalArgumentException.class, () -> Checkpoint.open(theirs, key.verifier()));
    SigningKey namesake = SigningKey.generate("example.org/ledger");
    assertThrows(IllegalArgumentException.class, () -> Checkpoint.open(ours, namesake.verifier()));
  }

  @Test
  void noByteOfACheckpointCanBeAltered() {
    SigningKey key = SigningKey.parse(SECRET);
    byte[] note = Checkpoint.sign(HEAD, key).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < note.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        note[i] ^= (byte) (1 << bit);
        String altered = new String(note, StandardCharsets.UTF_8);
        assertThrows(
            IllegalArgumentException.class,
            () -> Checkpoint.open(altered, key.verifier()),
            "byte " + i);
        note[i] ^= (byte) (1 << bit);
      }
    }
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutRepeatingASecret() {
    for (String wrong :
        List.of("", "a+b", PUBLIC.replace("c74f20a3", "c74f20a4"), PUBLIC + "A", "a b+c+d")) {
      assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(wrong), wrong);
    }
    for (String wrong : List.of(PUBLIC, SECRET.replace("c74f20a3", "c74f20a4"), SECRET + "AAAA")) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> SigningKey.parse(wrong), wrong);
      assertFalse(refusal.getMessage().contains("AYEKFALV"), refusal::getMessage);
    }
    assertThrows(IllegalArgumentException.class, () -> SigningKey.generate("with space"));
    assertNotEquals(SigningKey.generate("a").secret(), SigningKey.generate("a").secret());
  }
}
