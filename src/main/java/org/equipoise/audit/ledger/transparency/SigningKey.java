package org.equipoise.audit.ledger.transparency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.equipoise.formats.internal.NoteKey;

/**
 * An Ed25519 private key with a name, which signs checkpoints. The host must keep its secret text,
 * {@code PRIVATE+KEY+NAME+ID+SEED}, away from the ledger. Immutable and thread-safe.
 */
public final class SigningKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final byte[] seed;
  private final PrivateKey key;
  private final VerifierKey verifier;

  private SigningKey(String name, byte[] seed) {
    NoteKey.requireName(name);
    this.seed = seed;
    KeyPair pair = pair(seed);
    this.key = pair.getPrivate();
    byte[] encoded = pair.getPublic().getEncoded();
    this.verifier =
        new VerifierKey(name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  /**
   * Computes a key pair from a seed. The platform does not derive a public key from a private one,
   * but makes both from the seed that it draws.
   */
  private static KeyPair pair(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(
          NamedParameterSpec.ED25519,
          new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
              System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
          });
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 17 platform has Ed25519", e);
    }
  }

  /**
   * Generates a key.
   *
   * @param name the name of the owner, for example a domain; without spaces and {@code +}
   */
  public static SigningKey generate(String name) {
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    return new SigningKey(name, seed);
  }

  /**
   * Parses a secret text.
   *
   * @throws IllegalArgumentException if the text is not a key; the message does not repeat the text
   */
  public static SigningKey parse(String text) {
    String[] parts = text.strip().split("\\+", 5);
    if (!text.startsWith(PREFIX) || parts.length != 5) {
      throw new IllegalArgumentException("a signing key is written `PRIVATE+KEY+NAME+ID+SEED`");
    }
    byte[] encoded = Base64.getDecoder().decode(parts[4]);
    if (encoded.length != 33 || encoded[0] != VerifierKey.ED25519) {
      throw new IllegalArgumentException("the signing key of `" + parts[2] + "` is no Ed25519 key");
    }
    SigningKey key = new SigningKey(parts[2], Arrays.copyOfRange(encoded, 1, 33));
    if (!HexFormat.of().formatHex(key.verifier.id()).equals(parts[3])) {
      throw new IllegalArgumentException("`" + parts[3] + "` is not the id of the signing key");
    }
    return key;
  }

  /** Returns the public key. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** Returns the secret text, which {@link #parse} reads. */
  public String secret() {
    byte[] encoded = new byte[33];
    encoded[0] = VerifierKey.ED25519;
    System.arraycopy(seed, 0, encoded, 1, 32);
    return PREFIX
        + verifier.name()
        + "+"
        + HexFormat.of().formatHex(verifier.id())
        + "+"
        + Base64.getEncoder().encodeToString(encoded);
  }

  /**
   * Returns a signed note: the text, a blank line and the signature.
   *
   * @throws IllegalArgumentException if the text does not end with a line end
   */
  public String sign(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the text of a note ends with a line end");
    }
    byte[] signature;
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      signature = signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the note could not be signed", e);
    }
    byte[] signed = Arrays.copyOf(verifier.id(), 4 + signature.length);
    System.arraycopy(signature, 0, signed, 4, signature.length);
    return text
        + "\n\u2014 "
        + verifier.name()
        + " "
        + Base64.getEncoder().encodeToString(signed)
        + "\n";
  }

  /** Returns the name only, never the secret. */
  @Override
  public String toString() {
    return "signing key of " + verifier.name();
  }
}
