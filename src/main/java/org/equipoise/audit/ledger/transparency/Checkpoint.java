package org.equipoise.audit.ledger.transparency;

/**
 * A signed tree head (C2SP tlog-checkpoint in a signed note). Immutable.
 *
 * @param origin the owner of the list: the name of the key that signed it
 * @param head the signed head
 */
public record Checkpoint(String origin, TreeHead head) {

  /** Signs a head and returns the note. */
  public static String sign(TreeHead head, SigningKey key) {
    return key.sign(
        key.verifier().name() + "\n" + head.size() + "\n" + head.root().base64() + "\n");
  }

  /**
   * Returns the checkpoint in a note that a key signed. Ignores other signatures.
   *
   * @throws IllegalArgumentException if the note holds no checkpoint or the key did not sign it
   */
  public static Checkpoint open(String note, VerifierKey key) {
    SignedNote signed = SignedNote.parse(note);
    if (!signed.isSignedBy(key)) {
      throw new IllegalArgumentException("the key `" + key.name() + "` did not sign it");
    }
    return parse(signed.text());
  }

  /**
   * Returns the checkpoint in a note without verifying a signature.
   *
   * @throws IllegalArgumentException if the note holds no checkpoint
   */
  public static Checkpoint unverified(String note) {
    int blank = note.lastIndexOf("\n\n");
    return parse(blank < 0 ? note : note.substring(0, blank + 1));
  }

  private static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException(
          "a checkpoint has an origin, a size and a root, each on a line");
    }
    return new Checkpoint(
        lines[0], new TreeHead(Long.parseLong(lines[1]), Hash.parseBase64(lines[2])));
  }
}
