package org.equipoise.audit.ledger.transparency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A text with signatures on it (C2SP signed-note): the text, a blank line, and a line for each
 * signature. Immutable.
 *
 * @param text the text, which ends with a line end
 * @param signatures the lines of the signatures
 */
public record SignedNote(String text, String signatures) {

  /**
   * Parses a note.
   *
   * @throws IllegalArgumentException if no blank line stands before the signatures
   */
  public static SignedNote parse(String note) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new IllegalArgumentException("no blank line stands before the signatures");
    }
    return new SignedNote(note.substring(0, blank + 1), note.substring(blank + 2));
  }

  /**
   * Returns whether a key signed the text. Ignores other signatures.
   *
   * @throws IllegalArgumentException if a line after the text is no signature
   */
  public boolean isSignedBy(VerifierKey key) {
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
}
