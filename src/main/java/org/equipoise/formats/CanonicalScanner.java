package org.equipoise.formats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the bytes of canonical JSON and takes simple values from them. Where something else
 * stands it gives up, for a parser to find out what. Not safe for several threads.
 */
final class CanonicalScanner {
  /** What {@link #value} answers where it gives up. */
  static final Object UNREAD = new Object();

  /** So many digits make a whole number that a double holds. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int to;
  private int at;

  CanonicalScanner(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int at() {
    return at;
  }

  void goTo(int place) {
    at = place;
  }

  boolean isEnd() {
    return at == to;
  }

  byte[] since(int from) {
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Passes as many bytes as are alike here and in others from some place on; how many. */
  int passesAlike(byte[] others, int from) {
    int most = Math.min(to - at, others.length - from);
    int alike = 0;
    long differ = 0;
    while (differ == 0 && alike <= most - Long.BYTES) { // what differs is mostly near
      differ = (long) EIGHT.get(bytes, at + alike) ^ (long) EIGHT.get(others, from + alike);
      alike += differ == 0 ? Long.BYTES : Long.numberOfTrailingZeros(differ) / Byte.SIZE;
    }
    while (differ == 0 && alike < most && bytes[at + alike] == others[from + alike]) {
      alike++;
    }
    at += alike;
    return alike;
  }

  /** Passes some bytes, if they stand here. */
  boolean passes(byte[] expected) {
    int length = expected.length;
    if (length > to - at) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != expected[i]) {
        return false;
      }
    }
    at += length;
    return true;
  }

  /** Passes a byte, if it stands here. */
  boolean passes(char ascii) {
    if (at < to && bytes[at] == ascii) {
      at++;
      return true;
    }
    return false;
  }

  /** Passes any value, whatever is wrong within it; false if the bytes end before it does. */
  boolean passesValue() {
    int depth = 0;
    while (at < to) {
      switch (bytes[at]) {
        case '"' -> {
          if (!passesText()) {
            return false;
          }
          if (depth == 0) {
            return true;
          }
        }
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          if (depth == 0) {
            return true;
          }
          at++;
          if (--depth == 0) {
            return true;
          }
        }
        case ',' -> {
          if (depth == 0) {
            return true;
          }
          at++;
        }
        default -> at++;
      }
    }
    return false;
  }

  /** Passes text with its quotes, if it stands here. */
  boolean passesText() {
    if (!passes('"')) {
      return false;
    }
    while (at < to && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return passes('"');
  }

  /** Passes a value that is no object, nor a list of lists; {@link #UNREAD} if there is none. */
  @Nullable Object value() {
    if (passes('[')) {
      return list();
    }
    return scalar();
  }

  private Object list() {
    List<Object> items = new ArrayList<>();
    if (passes(']')) {
      return items;
    }
    while (true) {
      Object item = scalar();
      if (item == UNREAD) {
        return UNREAD;
      }
      items.add(item);
      if (passes(']')) {
        return items;
      }
      if (!passes(',')) {
        return UNREAD;
      }
    }
  }

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private @Nullable Object scalar() {
    if (at >= to) {
      return UNREAD;
    }
    return switch (bytes[at]) {
      case '"' -> {
        String text = text();
        yield text == null ? UNREAD : text;
      }
      case 't' -> passes(TRUE) ? (Object) true : UNREAD;
      case 'f' -> passes(FALSE) ? (Object) false : UNREAD;
      case 'n' -> passes(NULL) ? null : UNREAD;
      default -> number();
    };
  }

  /** Passes text; null if none stands here, or one with unusual escapes. */
  @Nullable String text() {
    if (!passes('"')) {
      return null;
    }
    int from = at;
    int signs = 0;
    while (at < to) {
      byte next = bytes[at];
      if (next == '"') {
        String text =
            new String(
                bytes,
                from,
                at - from,
                signs >= 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        at++;
        return text;
      }
      if (next == '\\') {
        return textWithEscapes(from);
      }
      if (next >= 0 && next < ' ') {
        return null;
      }
      signs |= next;
      at++;
    }
    return null;
  }

  private @Nullable String textWithEscapes(int from) {
    at = from - 1;
    if (!passesText()) {
      return null;
    }
    byte[] plain = new byte[at - from];
    int length = 0;
    for (int i = from; i < at - 1; i++) {
      byte next = bytes[i];
      if (next >= 0 && next < ' ') {
        return null;
      }
      if (next == '\\') {
        int letter = "btnfr\"\\/".indexOf(bytes[++i]);
        if (letter < 0) {
          return null;
        }
        next = (byte) "\b\t\n\f\r\"\\/".charAt(letter);
      }
      plain[length++] = next;
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  private Object number() {
    int from = at;
    boolean isNegative = passes('-');
    int start = at;
    long digits = 0;
    while (at < to && isDigit(bytes[at])) {
      digits = 10 * digits + bytes[at++] - '0';
    }
    int count = at - start;
    if (count == 0 || count > 18 || (count > 1 && bytes[start] == '0')) {
      return UNREAD;
    }
    if (at < to && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E')) {
      return fraction(from, digits, count, isNegative);
    }
    long number = isNegative ? -digits : digits;
    return (int) number == number ? (Object) (int) number : (Object) number;
  }

  private Object fraction(int from, long whole, int count, boolean isNegative) {
    if (!passes('.')) {
      return UNREAD;
    }
    int start = at;
    long digits = whole;
    while (at < to && isDigit(bytes[at])) {
      digits = 10 * digits + bytes[at++] - '0'; // may overflow, where it is not used
    }
    int decimals = at - start;
    boolean hasExponent = at < to && (bytes[at] == 'e' || bytes[at] == 'E');
    if (decimals == 0 || hasExponent || at - from > JsonLine.LONGEST_NUMBER) {
      return UNREAD;
    }
    double number;
    if (count + decimals <= EXACT_DIGITS) {
      number = digits / POWERS[decimals]; // both are exact, so the quotient is rounded once
      number = isNegative ? -number : number;
    } else {
      number = Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
    }
    return number == 0 ? UNREAD : number;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
