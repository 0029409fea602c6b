package org.equipoise.audit.ledger.transparency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash of a leaf or a tree (RFC 6962, section 2.1). Immutable. */
public final class Hash {
  /** The length of a hash in bytes. */
  public static final int LENGTH = 32;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUES = values();

  /** One instance per thread. A failed computation may have left data in it. */
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::sha256);

  /** The hash of the empty tree. */
  public static final Hash EMPTY = new Hash(sha256().digest());

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the value of each byte as a hexadecimal digit, or −1 if it is not a digit. */
  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
    }
    return values;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static MessageDigest empty() {
    MessageDigest digest = SHA_256.get();
    digest.reset();
    return digest;
  }

  /**
   * Returns the hash with these bytes.
   *
   * @throws IllegalArgumentException if the array does not have 32 bytes
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** Returns the hash in 32 bytes of an array, starting at an offset. */
  public static Hash of(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /**
   * Parses 64 hexadecimal digits in lower case.
   *
   * @throws IllegalArgumentException if the text is not a hash in this form
   */
  public static Hash parseHex(String text) {
    Hash hash = of(HexFormat.of().parseHex(text));
    if (!hash.hex().equals(text)) {
      throw new IllegalArgumentException("`" + text + "` is not in lower case");
    }
    return hash;
  }

  /**
   * Parses 64 hexadecimal digits in lower case, starting at an offset. Returns null if the bytes
   * are not such digits.
   */
  public static @Nullable Hash ofHex(byte[] digits, int offset) {
    byte[] bytes = new byte[LENGTH];
    int all = 0;
    for (int i = 0; i < LENGTH; i++) {
      int high = VALUES[digits[offset + 2 * i] & 0xFF];
      int low = VALUES[digits[offset + 2 * i + 1] & 0xFF];
      all |= high | low;
      bytes[i] = (byte) (high << 4 | low);
    }
    return all < 0 ? null : new Hash(bytes);
  }

  /**
   * Parses base64 text.
   *
   * @throws IllegalArgumentException if the text is not a hash in its only valid encoding
   */
  public static Hash parseBase64(String text) {
    Hash hash = of(Base64.getDecoder().decode(text));
    if (!hash.base64().equals(text)) {
      throw new IllegalArgumentException("`" + text + "` is not base64 in its canonical form");
    }
    return hash;
  }

  /** Returns the hash of a leaf. */
  public static Hash leaf(byte[] bytes) {
    return leaf(bytes, 0, bytes.length);
  }

  /** Returns the hash of a leaf in a part of an array. */
  public static Hash leaf(byte[] bytes, int offset, int length) {
    MessageDigest digest = empty();
    digest.update((byte) 0);
    digest.update(bytes, offset, length);
    return new Hash(digest.digest());
  }

  /**
   * The hash of a leaf whose beginning is known, with most of the work done. Computes one hash. Not
   * thread-safe.
   */
  public static final class Begun {
    private static final MessageDigest FRESH = sha256();

    private final MessageDigest digest = fresh();
    private final int length;

    private Begun(byte[] beginning) {
      digest.update((byte) 0);
      digest.update(beginning);
      length = beginning.length;
    }

    private static MessageDigest fresh() {
      try {
        return (MessageDigest) FRESH.clone();
      } catch (CloneNotSupportedException e) {
        return sha256();
      }
    }

    /** Returns the hash of the whole leaf, which must start with the given beginning. */
    public Hash leaf(byte[] whole) {
      digest.update(whole, length, whole.length - length);
      return new Hash(digest.digest());
    }
  }

  /** Starts the hash of a leaf whose first bytes are known. */
  public static Begun begin(byte[] beginning) {
    return new Begun(beginning);
  }

  /** Returns the hash of a node from those of its two children. */
  static Hash node(Hash left, Hash right) {
    MessageDigest digest = empty();
    digest.update((byte) 1);
    digest.update(left.bytes);
    digest.update(right.bytes);
    return new Hash(digest.digest());
  }

  /** Returns a copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes the 32 bytes into an array, starting at an offset. */
  public void write(byte[] to, int offset) {
    System.arraycopy(bytes, 0, to, offset, LENGTH);
  }

  /** Returns 64 hexadecimal digits in lower case. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Writes the digits of {@link #hex()} into an array, starting at an offset. */
  public void writeHex(byte[] to, int offset) {
    for (int i = 0; i < LENGTH; i++) {
      to[offset + 2 * i] = DIGITS[(bytes[i] >> 4) & 0xF];
      to[offset + 2 * i + 1] = DIGITS[bytes[i] & 0xF];
    }
  }

  /** Returns the bytes in base64, as checkpoints write them. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns {@link #hex()}. */
  @Override
  public String toString() {
    return hex();
  }
}
