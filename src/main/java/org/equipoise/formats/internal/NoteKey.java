package org.equipoise.formats.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The parts of an Ed25519 public key with a name, as C2SP signed notes write it: {@code
 * NAME+ID+KEY}. The array must not be changed.
 *
 * @param bytes the key, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its text, and never by its array
public record NoteKey(String name, byte[] bytes) {
  /** The number of the algorithm, which stands before the bytes of a key. */
  public static final byte ED25519 = 1;

  /**
   * Parses a key.
   *
   * @throws IllegalArgumentException if the text is not a key
   */
  public static NoteKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key is written `NAME+ID+KEY`");
    }
    requireName(parts[0]);
    byte[] encoded = Base64.getDecoder().decode(parts[2]);
    if (encoded.length != 33 || encoded[0] != ED25519) {
      throw new IllegalArgumentException("`" + parts[2] + "` is no Ed25519 key");
    }
    NoteKey key = new NoteKey(parts[0], Arrays.copyOfRange(encoded, 1, 33));
    if (!key.toString().equals(text.strip())) {
      throw new IllegalArgumentException("`" + parts[1] + "` is not the id of the key");
    }
    return key;
  }

  /**
   * Checks the name of a key.
   *
   * @throws IllegalArgumentException if it is empty, or holds a space or {@code +}
   */
  public static void requireName(String name) {
    if (name.isEmpty() || name.chars().anyMatch(it -> it == '+' || Character.isWhitespace(it))) {
      throw new IllegalArgumentException(
          "`" + name + "` names no key: a name has at least a character, no space and no `+`");
    }
  }

  /** Returns the 4 bytes that stand for the key: the start of the hash of name and key. */
  public byte[] id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(ED25519);
      digest.update(bytes);
      return Arrays.copyOf(digest.digest(), 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the key as {@link #parse} reads it. */
  @Override
  public String toString() {
    byte[] encoded = new byte[33];
    encoded[0] = ED25519;
    System.arraycopy(bytes, 0, encoded, 1, 32);
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey that && that.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
