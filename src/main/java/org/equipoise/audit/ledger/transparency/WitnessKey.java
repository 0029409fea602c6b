package org.equipoise.audit.ledger.transparency;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The Ed25519 public key of a witness, which cosigns checkpoints (C2SP tlog-cosignature,
 * cosignature/v1), in the form {@code NAME+ID+KEY}. Immutable and thread-safe.
 */
public final class WitnessKey {
  static final byte COSIGNATURE_V1 = 0x04;
  private static final int ID = 4;
  private static final int TIME = 8;
  private static final int SIGNATURE = 64;

  private final String name;
  private final byte[] id;
  private final VerifierKey key;

  private WitnessKey(String name, byte[] bytes) {
    this.name = name;
    this.key = new VerifierKey(name, bytes);
    this.id = id(name, bytes);
  }

  /**
   * Parses a key.
   *
   * @throws IllegalArgumentException if the text is not the key of a witness
   */
  public static WitnessKey parse(String text) {
    String key = text.strip();
    int end = key.lastIndexOf('+', key.indexOf('+') + 1 + 8);
    int first = key.indexOf('+');
    if (first < 1 || end <= first) {
      throw new IllegalArgumentException("the key of a witness is written `NAME+ID+KEY`");
    }
    String name = key.substring(0, first);
    byte[] encoded = Base64.getDecoder().decode(key.substring(end + 1));
    if (encoded.length != 33 || encoded[0] != COSIGNATURE_V1) {
      throw new IllegalArgumentException("the key of `" + name + "` is no key of a witness");
    }
    WitnessKey witness = new WitnessKey(name, Arrays.copyOfRange(encoded, 1, 33));
    String given = key.substring(first + 1, end);
    if (!HexFormat.of().formatHex(witness.id).equals(given)) {
      throw new IllegalArgumentException(
          "`" + given + "` is not the id of the key of `" + name + "`");
    }
    return witness;
  }

  static byte[] id(String name, byte[] bytes) {
    byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + 1 + bytes.length);
    all[start.length] = COSIGNATURE_V1;
    System.arraycopy(bytes, 0, all, start.length + 1, bytes.length);
    return Arrays.copyOf(Hashing.sha256().hashBytes(all).asBytes(), ID);
  }

  /** Returns the name of the witness. */
  public String name() {
    return name;
  }

  /** What a witness signs: the text of a checkpoint, and when it saw it. */
  static byte[] message(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns when the witness cosigned a checkpoint; empty if it did not. Ignores other signatures.
   *
   * @param note the checkpoint with its signatures
   * @throws IllegalArgumentException if the note is none
   */
  public Optional<Instant> cosigned(String note) {
    SignedNote signed = SignedNote.parse(note);
    return signed
        .signatures()
        .lines()
        .map(it -> cosigned(signed.text(), it))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns when the witness cosigned a text, if a line is its cosignature. */
  Optional<Instant> cosigned(String text, String line) {
    String before = "\u2014 " + name + " ";
    if (!line.startsWith(before)) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(line.substring(before.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != ID + TIME + SIGNATURE || !Arrays.equals(bytes, 0, ID, id, 0, ID)) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(bytes, ID, TIME).getLong();
    byte[] signature = Arrays.copyOfRange(bytes, ID + TIME, bytes.length);
    return seconds >= 0
            && seconds <= Instant.MAX.getEpochSecond()
            && key.verifies(message(text, seconds), signature)
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "key of the witness " + name;
  }
}
