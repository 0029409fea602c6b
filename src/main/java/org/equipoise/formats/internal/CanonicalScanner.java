package org.equipoise.formats.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the bytes of canonical JSON and reads simple values from them. Where it finds anything
 * unexpected it gives up, and a parser must read the bytes. Not safe for several threads.
 */
public final class CanonicalScanner {
  /** {@link #value} returns this where it gives up. */
  public static final Object UNREAD = new Object();

  /** Whole numbers of so many digits fit a double exactly. */
  private static final int MAX_EXACT_DIGITS = 15;

  /** Whole numbers of so many digits fit a long. */
  private static final int MAX_LONG_DIGITS = 18;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");
  private static final byte[] TIME = ascii("0000-00-00T00:00:00.000000000");

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;

  /** The bits of which a byte of a printable character has one. */
  private static final long PRINTABLE_BITS = 0xE0E0_E0E0_E0E0_E0E0L;

  private final byte[] bytes;
  private final int to;
  private int at;

  /** Starts at one offset and ends before another. */
  public CanonicalScanner(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** The bytes of ASCII text. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The current offset into the bytes. */
  public int at() {
    return at;
  }

  /** Goes to an offset. */
  public void goTo(int offset) {
    at = offset;
  }

  /** Whether no byte is left. */
  public boolean isEnd() {
    return at == to;
  }

  /** The bytes between an offset and the current one. */
  public byte[] since(int from) {
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Passes as many bytes as are the same here and in others from an offset on; how many. */
  public int passesAlike(byte[] others, int from) {
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

  /** Passes some bytes, if they are the next ones. */
  public boolean passes(byte[] expected) {
    if (!isAt(expected, at)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  private boolean isAt(byte[] expected, int offset) {
    int length = expected.length;
    if (length > to - offset) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a byte is the next one. */
  public boolean sees(char ascii) {
    return at < to && bytes[at] == ascii;
  }

  /** Passes a byte, if it is the next one. */
  public boolean passes(char ascii) {
    if (sees(ascii)) {
      at++;
      return true;
    }
    return false;
  }

  /** Passes all bytes before the first {@code ,"field…}; false, and passes none, without one. */
  public boolean passesUpTo(byte[] field) {
    char letter = (char) field[2]; // rarer than the comma and the quote before it
    int found = indexOf(letter, bytes, at + 2, to);
    while (found >= 0) {
      if (isAt(field, found - 2)) {
        at = found - 2;
        return true;
      }
      found = indexOf(letter, bytes, found + 1, to);
    }
    return false;
  }

  /** Passes all bytes up to and including the last such byte before the final one. */
  public boolean passesUpToLast(char ascii) {
    int end = to - 1;
    for (; end >= at + Long.BYTES; end -= Long.BYTES) {
      long found = zeros((long) EIGHT.get(bytes, end - Long.BYTES) ^ (ONES * ascii));
      if (found != 0) {
        at = end - Long.numberOfLeadingZeros(found) / Byte.SIZE;
        return true;
      }
    }
    for (; end > at; end--) {
      if (bytes[end - 1] == ascii) {
        at = end;
        return true;
      }
    }
    return false;
  }

  /** The high bit of each byte that is 0. */
  private static long zeros(long eight) {
    long low = ~HIGH_BITS;
    return ~(((eight & low) + low) | eight | low);
  }

  /** The offset of the first such byte; −1 if there is none. */
  public static int indexOf(char ascii, byte[] bytes, int from, int to) {
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

  /**
   * Passes a value of any kind, of which only the brackets and quotes are looked at; false if the
   * bytes end before it does.
   */
  public boolean passesValue() {
    int depth = 0;
    for (int i = at; i < to; i++) {
      switch (bytes[i]) {
        case '"' -> {
          i = closingQuote(i);
          if (i < to && depth == 0) {
            at = i + 1;
            return true;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth <= 1) {
            at = i + depth;
            return true;
          }
          depth--;
        }
        case ',' -> {
          if (depth == 0) {
            at = i;
            return true;
          }
        }
        default -> {}
      }
    }
    at = to;
    return false;
  }

  /** Passes text with its quotes, if it is next. */
  public boolean passesText() {
    if (!sees('"')) {
      return false;
    }
    int end = closingQuote(at);
    at = Math.min(end + 1, to);
    return end < to;
  }

  /** The offset of the quote that closes a text; one at or behind the end if none does. */
  private int closingQuote(int openingQuote) {
    int i = openingQuote + 1;
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  /** Reads a value that is no object, nor a list of lists; {@link #UNREAD} if there is none. */
  public @Nullable Object value() {
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

  /** Reads text; null if there is none, or it has unusual escapes. */
  public @Nullable String text() {
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
    if (count == 0 || count > MAX_LONG_DIGITS || (count > 1 && bytes[start] == '0')) {
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
    if (decimals == 0 || hasExponent || at - from > JsonLimits.MAX_NUMBER_CHARS) {
      return UNREAD;
    }
    double number;
    if (count + decimals <= MAX_EXACT_DIGITS) {
      number = digits / POWERS[decimals]; // both are exact, so the quotient is rounded once
      number = isNegative ? -number : number;
    } else {
      number = Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
    }
    return number == 0 ? UNREAD : number;
  }

  /** Reads text in ASCII without escapes; null if there is none. */
  public @Nullable String plainText() {
    if (!passes('"')) {
      return null;
    }
    int end = indexOf('"', bytes, at, to);
    if (end < 0 || !isPlain(at, end)) {
      return null;
    }
    String text = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    at = end + 1;
    return text;
  }

  /** Whether some bytes are printable ASCII other than a backslash. */
  private boolean isPlain(int from, int end) {
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, i);
      long backslashes = zeros(eight ^ BACKSLASHES);
      long controls = zeros(eight & PRINTABLE_BITS);
      if (((eight & HIGH_BITS) | backslashes | controls) != 0) {
        return false;
      }
    }
    for (; i < end; i++) {
      if (bytes[i] < ' ' || bytes[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Reads a whole number from 0 on; −1 if there is none, or it has more than 18 digits. */
  public long wholeNumber() {
    int from = at;
    long number = 0;
    while (at < to && isDigit(bytes[at])) {
      number = 10 * number + bytes[at++] - '0';
    }
    int count = at - from;
    return count == 0 || count > MAX_LONG_DIGITS || (count > 1 && bytes[from] == '0') ? -1 : number;
  }

  /** Reads a text that is a time in UTC, of a year of four digits; null if there is none. */
  public @Nullable Instant time() {
    if (!passes('"')) {
      return null;
    }
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
      if (expected == '0' ? !isDigit(found) : found != expected) {
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

  /** The number that some digits make, counted from the current offset. */
  private int digits(int from, int end) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = 10 * number + bytes[at + i] - '0';
    }
    return number;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
