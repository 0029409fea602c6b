package org.equipoise.formats.internal;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Disputed;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the one form of RFC 8785, in UTF-8. Whoever writes an object names its fields in
 * order; the keys of maps are put in order here.
 *
 * <p>Two things go beyond the RFC, which would alter them: a whole number that no double holds is
 * written with all its digits, and a fraction beyond 2⁵³ with an exponent, so that the two stay
 * apart; and half a character, as a host may have cut a text, is written as an escape.
 */
public final class CanonicalJson {
  private static final long EXACT = 1L << 53;
  private static final byte[] NULL = CanonicalScanner.ascii("null");
  private static final byte[] TRUE = CanonicalScanner.ascii("true");
  private static final byte[] FALSE = CanonicalScanner.ascii("false");
  private static final byte[] HEX = CanonicalScanner.ascii("0123456789abcdef");

  /** What is written again and again may keep so many bytes of room from one time to the next. */
  private static final int ROOM_KEPT = 1 << 16;

  /** Shorter text is looked at sign by sign. */
  private static final int SHORT = 16;

  private final @Nullable EncodedTextCache spellings;
  private byte[] bytes = new byte[2048];
  private int length;
  private boolean separated = true;
  private @Nullable TextMask mask;

  public CanonicalJson() {
    this(null);
  }

  /**
   * @param spellings how texts are spelled that come again and again, or null if nothing comes
   *     again
   */
  public CanonicalJson(@Nullable EncodedTextCache spellings) {
    this.spellings = spellings;
  }

  /** Begins anew. */
  public CanonicalJson clear() {
    if (bytes.length > ROOM_KEPT) {
      bytes = new byte[2048];
    }
    length = 0;
    separated = true;
    mask = null;
    return this;
  }

  /** From now on texts and names are written as a mask shows them; null for as they are. */
  public CanonicalJson masked(@Nullable TextMask by) {
    mask = by;
    return this;
  }

  public byte[] toBytes() {
    return toBytes(0);
  }

  /** What was written from some byte on. */
  public byte[] toBytes(int from) {
    return Arrays.copyOfRange(bytes, from, length);
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /** Takes away what was written from some byte on, the comma before it included. */
  public byte[] take(int from) {
    byte[] taken = Arrays.copyOfRange(bytes, bytes[from] == ',' ? from + 1 : from, length);
    length = from;
    separated = true;
    return taken;
  }

  /** Whether some bytes are what was written. */
  public boolean is(byte[] other, int from, int to) {
    return Arrays.equals(bytes, 0, length, other, from, to);
  }

  // ---- structure

  public CanonicalJson beginObject() {
    return begin('{');
  }

  public CanonicalJson endObject() {
    return end('}');
  }

  public CanonicalJson beginList() {
    return begin('[');
  }

  public CanonicalJson endList() {
    return end(']');
  }

  /** The name of the field whose value is written next. */
  public CanonicalJson field(String name) {
    bare(name);
    put(':');
    separated = true;
    return this;
  }

  /** The same, of a name in plain letters. */
  public CanonicalJson plainField(String name) {
    word(name);
    put(':');
    separated = true;
    return this;
  }

  /** Some structure as it is, up to where a value stands or may follow a comma. */
  public CanonicalJson piece(byte[] structure) {
    copy(structure);
    separated = true;
    return this;
  }

  /** Some structure that ends a value. */
  public CanonicalJson end(byte[] structure) {
    piece(structure);
    separated = false;
    return this;
  }

  /** Some structure that begins a value. */
  public CanonicalJson begin(byte[] structure) {
    separate();
    return piece(structure);
  }

  private CanonicalJson begin(char bracket) {
    separate();
    put(bracket);
    separated = true;
    return this;
  }

  private CanonicalJson end(char bracket) {
    put(bracket);
    separated = false;
    return this;
  }

  private void separate() {
    if (!separated) {
      put(',');
    }
    separated = false;
  }

  /** A value that is canonical JSON already. */
  public CanonicalJson raw(byte[] json) {
    separate();
    copy(json);
    return this;
  }

  // ---- values

  /** Null, a boolean, a number, text, a list, a map or a disputed value. */
  public CanonicalJson value(@Nullable Object value) {
    if (value == null) {
      raw(NULL);
    } else if (value instanceof Boolean truth) {
      bool(truth);
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Integer || value instanceof Long) {
      number(((Number) value).longValue());
    } else if (value instanceof Double number) {
      number(number);
    } else if (value instanceof Disputed disputed) {
      beginObject().field("credence").number(disputed.credence());
      field("value").value(disputed.value()).endObject();
    } else if (value instanceof List<?> items) {
      beginList();
      items.forEach(this::value);
      endList();
    } else if (value instanceof Map<?, ?> tree) {
      beginObject();
      ordered(mask == null ? tree : shown(tree, mask))
          .forEach((name, inner) -> field((String) name).value(inner));
      endObject();
    } else {
      throw new IllegalArgumentException(
          "a " + value.getClass().getName() + " is no value of JSON");
    }
    return this;
  }

  /** The same values by names as a mask shows them. */
  private static Map<?, ?> shown(Map<?, ?> tree, TextMask mask) {
    Map<Object, @Nullable Object> shown = new TreeMap<>();
    tree.forEach((name, inner) -> shown.put(mask.name((String) name), inner));
    return shown;
  }

  private static Map<?, ?> ordered(Map<?, ?> tree) {
    String before = "";
    for (Object name : tree.keySet()) {
      if (before.compareTo((String) name) > 0) {
        return new TreeMap<>(tree);
      }
      before = (String) name;
    }
    return tree; // as most are that came from a file in order
  }

  public CanonicalJson bool(boolean truth) {
    return raw(truth ? TRUE : FALSE);
  }

  public CanonicalJson number(long number) {
    if (number == Long.MIN_VALUE) {
      return ascii(Long.toString(number)); // its amount is no long
    }
    separate();
    room(20);
    if (number < 0) {
      bytes[length++] = '-';
    }
    digits(Math.abs(number));
    return this;
  }

  public CanonicalJson number(double number) {
    return ascii(spelling(number));
  }

  /**
   * A number rounded to six decimals as its digits tell, half to even, as costs and margins are
   * written.
   */
  public CanonicalJson sixDecimals(double number) {
    double millionths = number * 1e6;
    double rounded = Math.rint(millionths);
    // Far from where two roundings meet, an error in the last bit does not matter.
    return Math.abs(millionths) < 1e9 && Math.abs(millionths - rounded) < 0.499
        ? millionths((long) rounded)
        : sixDecimals(BigDecimal.valueOf(number));
  }

  private CanonicalJson sixDecimals(BigDecimal number) {
    BigDecimal rounded = number.setScale(6, RoundingMode.HALF_EVEN);
    return ascii(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
  }

  /** So many billionths, rounded to six decimals likewise. */
  public CanonicalJson billionths(long number) {
    long rounded = Math.floorDiv(number, 1_000);
    long rest = Math.floorMod(number, 1_000L);
    if (rest > 500 || (rest == 500 && (rounded & 1) == 1)) {
      rounded++;
    }
    return millionths(rounded);
  }

  private CanonicalJson millionths(long number) {
    separate();
    room(28);
    if (number < 0) {
      bytes[length++] = '-';
    }
    long amount = Math.abs(number);
    digits(amount / 1_000_000);
    int decimals = (int) (amount % 1_000_000);
    if (decimals > 0) {
      bytes[length++] = '.';
      for (int unit = 100_000; decimals > 0; unit /= 10) {
        bytes[length++] = (byte) ('0' + decimals / unit);
        decimals %= unit;
      }
    }
    return this;
  }

  private void digits(long number) {
    if (number >= 10) {
      digits(number / 10);
    }
    bytes[length++] = (byte) ('0' + number % 10);
  }

  private CanonicalJson ascii(String text) {
    separate();
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /**
   * As ECMAScript spells a number, but with an exponent from 2⁵³ on rather than from 10²¹ on.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static String spelling(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("`" + number + "` is not a finite number");
    }
    if (number == Math.rint(number) && Math.abs(number) < EXACT) {
      return Long.toString((long) number);
    }
    BigDecimal shortest = new BigDecimal(NumberOutput.toString(number, true)).stripTrailingZeros();
    if (shortest.precision() == 2) {
      // Of the smallest numbers Java writes two digits also where one would do.
      BigDecimal shorter = shortest.round(new MathContext(1, RoundingMode.HALF_EVEN));
      shortest = shorter.doubleValue() == number ? shorter.stripTrailingZeros() : shortest;
    }
    String digits = shortest.unscaledValue().abs().toString();
    int point = digits.length() - shortest.scale();
    String sign = number < 0 ? "-" : "";
    if (Math.abs(number) >= EXACT || point < -5) {
      String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
      return sign + digits.charAt(0) + rest + "e" + (point > 0 ? "+" : "") + (point - 1);
    }
    return point > 0
        ? sign + digits.substring(0, point) + "." + digits.substring(point)
        : sign + "0." + "0".repeat(-point) + digits;
  }

  /** Text in plain letters. */
  @SuppressWarnings("deprecation") // it takes what is there: of plain letters, nothing is lost
  public CanonicalJson word(String text) {
    separate();
    int letters = text.length();
    room(letters + 2);
    bytes[length] = '"';
    text.getBytes(0, letters, bytes, length + 1);
    length += letters + 2;
    bytes[length - 1] = '"';
    return this;
  }

  /** Text that the same object often stands for, as the reasons of rules do. */
  public CanonicalJson recurring(String text) {
    return mask != null || spellings == null || spellings.isTooLong(text)
        ? string(text)
        : raw(spellings.of("", text));
  }

  /** The same, of a plain word and a name, with a colon between. */
  public CanonicalJson recurring(String word, String name) {
    return mask != null || spellings == null || spellings.isTooLong(name)
        ? string(word, name)
        : raw(spellings.of(word, name));
  }

  /** A composed text. */
  public CanonicalJson string(String text) {
    return bare(mask == null ? text : mask.text(text));
  }

  /** An id or a name. */
  public CanonicalJson name(String name) {
    return bare(mask == null ? name : mask.name(name));
  }

  /** A text that no mask covers. */
  public CanonicalJson bare(String text) {
    separate();
    room(2 + 6 * text.length());
    bytes[length++] = '"';
    characters(text);
    bytes[length++] = '"';
    return this;
  }

  /** A plain word and a name as one, with a colon between. */
  public CanonicalJson string(String word, String name) {
    String shown = mask == null ? name : mask.name(name);
    separate();
    room(3 + 6 * (word.length() + shown.length()));
    bytes[length++] = '"';
    characters(word);
    bytes[length++] = ':';
    characters(shown);
    bytes[length++] = '"';
    return this;
  }

  private void characters(String text) {
    int end = text.length();
    if (end >= SHORT) {
      byte[] whole = text.getBytes(StandardCharsets.UTF_8);
      if (whole.length == end && areOwn(whole)) {
        copy(whole);
        return;
      }
    }
    byte[] to = bytes;
    int at = length;
    int plain = 0;
    while (plain < end && isPlain(text.charAt(plain))) {
      to[at++] = (byte) text.charAt(plain++);
    }
    for (int i = plain; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (isPlain(c)) {
          to[at++] = (byte) c;
        } else {
          at = escape(c, to, at);
        }
      } else if (c < 0x800) {
        to[at++] = (byte) (0xC0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        to[at++] = (byte) (0xE0 | (c >> 12));
        to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      } else {
        int whole = text.codePointAt(i);
        if (whole == c) {
          at = escapeInHex(c, to, at);
        } else {
          i++;
          to[at++] = (byte) (0xF0 | (whole >> 18));
          to[at++] = (byte) (0x80 | ((whole >> 12) & 0x3F));
          to[at++] = (byte) (0x80 | ((whole >> 6) & 0x3F));
          to[at++] = (byte) (0x80 | (whole & 0x3F));
        }
      }
    }
    length = at;
  }

  /**
   * Whether bytes of as many signs are all written as they are; not sure of a question mark, which
   * half a character becomes.
   */
  private static boolean areOwn(byte[] signs) {
    for (byte sign : signs) {
      if (sign < 0x20 || sign == '"' || sign == '\\' || sign == '?') {
        return false;
      }
    }
    return true;
  }

  /** Whether a character is written as one byte, which is its own. */
  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }

  private static int escape(char c, byte[] to, int from) {
    int letter = "\b\t\n\f\r\"\\".indexOf(c);
    if (letter < 0) {
      return escapeInHex(c, to, from);
    }
    to[from] = '\\';
    to[from + 1] = (byte) "btnfr\"\\".charAt(letter);
    return from + 2;
  }

  private static int escapeInHex(char c, byte[] to, int from) {
    int at = from;
    to[at++] = '\\';
    to[at++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      to[at++] = HEX[(c >> shift) & 0xF];
    }
    return at;
  }

  private void put(char c) {
    room(1);
    bytes[length++] = (byte) c;
  }

  private void copy(byte[] some) {
    room(some.length);
    System.arraycopy(some, 0, bytes, length, some.length);
    length += some.length;
  }

  private void room(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
