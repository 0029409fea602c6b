package org.equipoise.audit.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.equipoise.audit.ledger.transparency.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Walks over canonical JSON whose shape is known, byte by byte and without taking it apart. Where
 * something else stands than is expected it says so, for a parser to find out what. Not safe for
 * several threads.
 */
final class CanonicalScan {
  private static final byte[] TIME = ascii("0000-00-00T00:00:00.000000000");

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  private final byte[] bytes;
  private final int to;
  private int at;

  CanonicalScan(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  int at() {
    return at;
  }

  boolean isEnd() {
    return at == to;
  }

  /** Whether a byte stands here. */
  boolean sees(char ascii) {
    return at < to && bytes[at] == ascii;
  }

  /** Passes a byte, if it stands here. */
  boolean passes(char ascii) {
    if (sees(ascii)) {
      at++;
      return true;
    }
    return false;
  }

  /** Passes all bytes before the first place where a field stands after another, if it does. */
  boolean passesUpTo(byte[] field) {
    char letter = (char) field[2]; // rarer than the comma and the quote before it
    int found = indexOf(letter, bytes, at + 2, to);
    while (found >= 0) {
      if (stand(field, found - 2)) {
        at = found - 2;
        return true;
      }
      found = indexOf(letter, bytes, found + 1, to);
    }
    return false;
  }

  /** Where the first byte of a kind is from some place on; −1 if there is none. */
  static int indexOf(char ascii, byte[] bytes, int from, int to) {
    long sought = ONES * ascii;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long zeroWhereItIs = (long) EIGHT.get(bytes, at) ^ sought;
      long found = (zeroWhereItIs - ONES) & ~zeroWhereItIs & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == ascii) {
        return at;
      }
    }
    return -1;
  }

  /** Passes all bytes up to the last of a kind that is not the end, and that too. */
  boolean passesUpToLast(char ascii) {
    for (int i = to - 2; i >= at; i--) {
      if (bytes[i] == ascii) {
        at = i + 1;
        return true;
      }
    }
    return false;
  }

  /** Goes to a place. */
  void goTo(int place) {
    at = place;
  }

  /** Passes some bytes, if they stand here. */
  boolean passes(byte[] expected) {
    if (!stand(expected, at)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  private boolean stand(byte[] expected, int place) {
    if (expected.length > to - place) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[place + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Passes the object or list that starts here, if one does and all its brackets are closed. */
  boolean passesBrackets() {
    if (!sees('{') && !sees('[')) {
      return false;
    }
    int depth = 0;
    for (int i = at; i < to; i++) {
      switch (bytes[i]) {
        case '"' -> {
          i++;
          while (i < to && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            at = i + 1;
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Passes plain text up to its closing quote, after the opening one; null if it is not plain. */
  @Nullable String text() {
    for (int i = at; i < to; i++) {
      byte next = bytes[i];
      if (next == '"') {
        String text = new String(bytes, at, i - at, StandardCharsets.ISO_8859_1);
        at = i + 1;
        return text;
      }
      if (next < ' ' || next == '\\') {
        return null;
      }
    }
    return null;
  }

  /** Passes a hash in hexadecimal up to its closing quote; null if there is none. */
  @Nullable Hash hash() {
    int end = at + 2 * Hash.LENGTH;
    Hash hash = end < to && bytes[end] == '"' ? Hash.ofHex(bytes, at) : null;
    at = hash == null ? at : end + 1;
    return hash;
  }

  /** Passes a whole number from 0 on; −1 if there is none, or it is too long. */
  long number() {
    long number = 0;
    int from = at;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      number = 10 * number + bytes[at++] - '0';
    }
    int digits = at - from;
    return digits == 0 || digits > 18 || (digits > 1 && bytes[from] == '0') ? -1 : number;
  }

  /** Passes a time of a year of four digits, up to its closing quote; null if there is none. */
  @Nullable Instant time() {
    int end = at;
    while (end < to && bytes[end] != '"') {
      end++;
    }
    int length = end - at - 1; // without the Z
    if (end == to || length < 19 || length > 29 || length == 20 || bytes[end - 1] != 'Z') {
      return null;
    }
    for (int i = 0; i < length; i++) {
      byte expected = TIME[i];
      byte found = bytes[at + i];
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return null;
      }
    }
    int hour = digits(11, 13);
    int minute = digits(14, 16);
    int second = digits(17, 19);
    if (hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    int nanos = length > 20 ? digits(20, length) : 0;
    for (int i = length; i > 20 && i < TIME.length; i++) {
      nanos *= 10;
    }
    try {
      long day = LocalDate.of(digits(0, 4), digits(5, 7), digits(8, 10)).toEpochDay();
      at = end + 1;
      return Instant.ofEpochSecond(day * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The number that some digits make, counted from here. */
  private int digits(int from, int end) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = 10 * number + bytes[at + i] - '0';
    }
    return number;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
