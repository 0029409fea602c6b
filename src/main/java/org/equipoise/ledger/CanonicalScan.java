package org.equipoise.ledger;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.equipoise.ledger.transparency.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Walks over canonical JSON whose shape is known, byte by byte and without taking it apart. Where
 * something else stands than is expected it says so, for a parser to find out what. Not safe for
 * several threads.
 */
final class CanonicalScan {
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

  /** Passes some bytes, if they stand here. */
  boolean passes(byte[] expected) {
    if (expected.length > to - at) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[at + i] != expected[i]) {
        return false;
      }
    }
    at += expected.length;
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
    String text = text();
    try {
      return text == null ? null : Hash.parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
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
    String text = text();
    if (text == null || text.length() < 20 || text.length() > 30 || !text.endsWith("Z")) {
      return null;
    }
    for (int i = 0; i < text.length() - 1; i++) {
      char expected = "0000-00-00T00:00:00.000000000".charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return null;
      }
    }
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    if (hour > 23 || minute > 59 || second > 59 || text.length() == 21) {
      return null;
    }
    int nanos = 0;
    if (text.length() > 21) {
      nanos = digits(text, 20, text.length() - 1);
      for (int i = text.length() - 1; i < 29; i++) {
        nanos *= 10;
      }
    }
    try {
      long day =
          LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
      return Instant.ofEpochSecond(day * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
