package org.equipoise.audit.ledger.transparency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

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
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new IllegalArgumentException("no blank line stands before the signatures");
    }
    String text = note.substring(0, blank + 1);
    if (!isSigned(text, note.substring(blank + 2), key)) {
      throw new IllegalArgumentException("the key `" + key.name() + "` did not sign it");
    }
    return parse(text);
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

  private static boolean isSigned(String text, String signatures, VerifierKey key) {
    String before = "\u2014 " + key.name() + " ";
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    boolean signed = false;
    if (!signatures.endsWith("\n")) {
      throw new IllegalArgumentException("the last signature does not end with a line end");
    }
    for (String line : signatures.substring(0, signatures.length() - 1).split("\n", -1)) {
      if (!line.startsWith("\u2014 ")) {
        throw new IllegalArgumentException("`" + line + "` is no line of a signature");
      }
      if (line.startsWith(before)) {
        String encoded = line.substring(before.length());
        byte[] signature = Base64.getDecoder().decode(encoded);
        signed |=
            signature.length == 68
                && Base64.getEncoder().encodeToString(signature).equals(encoded)
                && Arrays.equals(signature, 0, 4, key.id(), 0, 4)
                && key.verifies(message, Arrays.copyOfRange(signature, 4, 68));
      }
    }
    return signed;
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
