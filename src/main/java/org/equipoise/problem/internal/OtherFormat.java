package org.equipoise.problem.internal;

import java.util.Optional;
import org.equipoise.problem.Problem;

/**
 * What a file is whose bytes do not begin as text in UTF-8 does.
 *
 * @param message what the file is, as in "is UTF-16"
 * @param hint what to do with it
 */
public record OtherFormat(String message, String hint) {
  private static final int LOOKED_AT = 64;
  private static final OtherFormat COMPRESSED =
      new OtherFormat("is compressed", "unpack it first: `gunzip`, `unzip`");
  private static final OtherFormat OFFICE_DOCUMENT =
      new OtherFormat("is a document of an office program", "save it as plain text, in UTF-8");
  private static final OtherFormat UTF_16 = utf("16");
  private static final OtherFormat UTF_32 = utf("32");

  /**
   * The format that the first bytes of a file tell; empty if they may be text in UTF-8.
   *
   * @param length how many bytes there are
   */
  public static Optional<OtherFormat> of(byte[] bytes, int length) {
    long first = 0;
    for (int i = 0; i < 4; i++) {
      first = (first << 8) | (i < length ? bytes[i] & 0xFF : 0);
    }
    int two = (int) (first >> 16);
    if (length >= 4 && (first == 0xFFFE0000L || first == 0x0000FEFFL)) {
      return Optional.of(UTF_32);
    } else if (length >= 2 && (two == 0xFEFF || two == 0xFFFE)) {
      return Optional.of(UTF_16);
    } else if ((length >= 2 && two == 0x1F8B) || (length >= 4 && isArchive(first))) {
      return Optional.of(COMPRESSED);
    } else if (length >= 4 && (first == 0xD0CF11E0L || first == 0x25504446L)) {
      return Optional.of(OFFICE_DOCUMENT);
    }
    return ofZeros(bytes, Math.min(length, LOOKED_AT));
  }

  /** The problem of a file that should be text. */
  public Problem problem(String file) {
    return Problem.error("invalid-utf-8", file, 1, 1, null, "the file " + message, hint);
  }

  /** Whether these four bytes begin a file of ZIP, Zstandard, XZ or bzip2. */
  private static boolean isArchive(long first) {
    return first == 0x504B0304L
        || first == 0x504B0506L
        || first == 0x28B52FFDL
        || first == 0xFD377A58L
        || (first >= 0x425A6831L && first <= 0x425A6839L);
  }

  /** Text that is mostly of the first 256 characters has a zero in every second byte of UTF-16. */
  private static Optional<OtherFormat> ofZeros(byte[] bytes, int length) {
    int[] zeros = new int[2];
    for (int i = 0; i < length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (length > 0 && zeros[0] + zeros[1] == length) {
      return Optional.of(
          new OtherFormat("holds nothing but zeros", "take it from a copy: it was not written"));
    }
    boolean isUtf16 = length >= 4 && Math.max(zeros[0], zeros[1]) > length / 4;
    return isUtf16 ? Optional.of(UTF_16) : Optional.empty();
  }

  private static OtherFormat utf(String bits) {
    return new OtherFormat("is UTF-" + bits, "save the file as UTF-8");
  }
}
