package org.equipoise.audit.ledger.transparency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash, of a leaf or of a tree (RFC 6962, section 2.1). Immutable. */
public final class Hash {
  /** How many bytes a hash has. */
  public static final int LENGTH = 32;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUES = values();

  /** One for each thread; what failed half-way may have left something in it. */
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::sha256);

  /** The hash of the tree without leaves. */
  public static final Hash EMPTY = new Hash(sha256().digest());

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What each byte is worth as a digit; −1 if it is none. */
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
   * The hash with these bytes.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** The hash that 32 bytes from some place on are. */
  public static Hash of(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /**
   * The hash that 64 hexadecimal digits spell.
   *
   * @throws IllegalArgumentException if the text does not spell one in lower case
   */
  public static Hash parseHex(String text) {
    Hash hash = of(HexFormat.of().parseHex(text));
    if (!hash.hex().equals(text)) {
      throw new IllegalArgumentException("`" + text + "` is not in lower case");
    }
    return hash;
  }

  /** The hash that 64 hexadecimal digits in lower case spell; null if others stand there. */
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
   * The hash that base64 text spells.
   *
   * @throws IllegalArgumentException if the text does not spell one, in the one way to spell it
   */
  static Hash parseBase64(String text) {
    Hash hash = of(Base64.getDecoder().decode(text));
    if (!hash.base64().equals(text)) {
      throw new IllegalArgumentException("`" + text + "` is not base64 in its canonical form");
    }
    return hash;
  }

  /** The hash of a leaf that holds these bytes. */
  public static Hash leaf(byte[] bytes) {
    return leaf(bytes, 0, bytes.length);
  }

  /** The hash of a leaf that holds some of these bytes. */
  public static Hash leaf(byte[] bytes, int offset, int length) {
    MessageDigest digest = empty();
    digest.update((byte) 0);
    digest.update(bytes, offset, length);
    return new Hash(digest.digest());
  }

  /**
   * A leaf of which only the beginning is known yet: most of the work on its hash is done. Not safe
   * for several threads, and good for one hash.
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

    /** The hash of the whole leaf, which must begin as was said. */
    public Hash leaf(byte[] whole) {
      digest.update(whole, length, whole.length - length);
      return new Hash(digest.digest());
    }
  }

  /** Begins with the hash of a leaf whose first bytes are known. */
  public static Begun begin(byte[] beginning) {
    return new Begun(beginning);
  }

  /** The hash of a node over two others. */
  static Hash node(Hash left, Hash right) {
    MessageDigest digest = empty();
    digest.update((byte) 1);
    digest.update(left.bytes);
    digest.update(right.bytes);
    return new Hash(digest.digest());
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes the 32 bytes into an array, from some place on. */
  public void write(byte[] to, int offset) {
    System.arraycopy(bytes, 0, to, offset, LENGTH);
  }

  /** 64 hexadecimal digits in lower case. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Writes the digits of {@link #hex()} into an array, from some place on. */
  public void writeHex(byte[] to, int offset) {
    for (int i = 0; i < LENGTH; i++) {
      to[offset + 2 * i] = DIGITS[(bytes[i] >> 4) & 0xF];
      to[offset + 2 * i + 1] = DIGITS[bytes[i] & 0xF];
    }
  }

  /** The bytes in base64, as checkpoints write them. */
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

  /** The same as {@link #hex()}. */
  @Override
  public String toString() {
    return hex();
  }
}
