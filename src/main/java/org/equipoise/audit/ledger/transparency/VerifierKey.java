package org.equipoise.audit.ledger.transparency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key with a name, in C2SP signed-note form: {@code NAME+ID+KEY}. It verifies
 * checkpoints. Immutable and thread-safe.
 */
public final class VerifierKey {
  static final byte ED25519 = 1;
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] bytes;
  private final byte[] id;
  private final PublicKey key;

  VerifierKey(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    this.id = id(name, bytes);
    try {
      byte[] encoded = Arrays.copyOf(X509, X509.length + bytes.length);
      System.arraycopy(bytes, 0, encoded, X509.length, bytes.length);
      this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key of `" + name + "` is no Ed25519 key", e);
    }
  }

  static byte[] id(String name, byte[] publicKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(ED25519);
      digest.update(publicKey);
      return Arrays.copyOf(digest.digest(), 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static void requireName(String name) {
    if (name.isEmpty() || name.chars().anyMatch(it -> it == '+' || Character.isWhitespace(it))) {
      throw new IllegalArgumentException(
          "`" + name + "` names no key: a name has at least a character, no space and no `+`");
    }
  }

  /**
   * Parses a key.
   *
   * @throws IllegalArgumentException if the text is not a key
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key is written `NAME+ID+KEY`");
    }
    requireName(parts[0]);
    byte[] encoded = Base64.getDecoder().decode(parts[2]);
    if (encoded.length != 33 || encoded[0] != ED25519) {
      throw new IllegalArgumentException("`" + parts[2] + "` is no Ed25519 key");
    }
    VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(encoded, 1, 33));
    if (!key.toString().equals(text.strip())) {
      throw new IllegalArgumentException("`" + parts[1] + "` is not the id of the key");
    }
    return key;
  }

  /** Returns the name of the key. */
  public String name() {
    return name;
  }

  /**
   * Returns the first 4 bytes of each signature of this key: the start of the hash of name and key.
   */
  byte[] id() {
    return id.clone();
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifierKey that && that.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    byte[] encoded = new byte[33];
    encoded[0] = ED25519;
    System.arraycopy(bytes, 0, encoded, 1, 32);
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(encoded);
  }
}
