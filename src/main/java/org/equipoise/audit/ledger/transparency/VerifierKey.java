package org.equipoise.audit.ledger.transparency;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.equipoise.formats.internal.NoteKey;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key with a name, in C2SP signed-note form: {@code NAME+ID+KEY}. It verifies
 * checkpoints. Immutable and thread-safe.
 */
public final class VerifierKey {
  static final byte ED25519 = NoteKey.ED25519;
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] bytes;
  private final byte[] id;
  private final PublicKey key;

  VerifierKey(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    this.id = new NoteKey(name, bytes).id();
    try {
      byte[] encoded = Arrays.copyOf(X509, X509.length + bytes.length);
      System.arraycopy(bytes, 0, encoded, X509.length, bytes.length);
      this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key of `" + name + "` is no Ed25519 key", e);
    }
  }

  /**
   * Parses a key.
   *
   * @throws IllegalArgumentException if the text is not a key
   */
  public static VerifierKey parse(String text) {
    NoteKey parts = NoteKey.parse(text);
    return new VerifierKey(parts.name(), parts.bytes());
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
    return new NoteKey(name, bytes).toString();
  }
}
