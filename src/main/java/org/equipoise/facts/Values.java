package org.equipoise.facts;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one comparison of values: conditions, tables, aggregates, warnings and fixtures all ask it.
 *
 * <p>Numbers compare by value, exactly, whatever class holds them: 1, 1.0 and 1e0 are equal. A
 * floating-point number that is not whole stands for the shortest decimal that denotes it, so that
 * 0.1 equals the decimal 0.1; a whole one within the range of a long stands for itself. A number
 * that is not a number (NaN) equals only itself and, like what is absent, has no order. Texts
 * compare by their UTF-16 units, and a single character is a text. Lists are equal if their
 * elements are. A value that is absent equals only another that is absent, and has no order.
 * Between different kinds, nothing is equal, and to ask for the order is an error.
 */
public final class Values {
  private static final double LONG_END = 0x1p63;

  /** The order of two values of which at least one is absent or not a number. */
  private static final int NONE = 2;

  private static final int MAX_SHOWN_CHARS = 60;

  private Values() {}

  /** The kinds of values that are told apart. */
  public enum Kind {
    TRUTH("a truth value"),
    NUMBER("a number"),
    TEXT("a text"),
    LIST("a list"),
    OBJECT("an object"),
    OTHER("a value of another kind");

    private final String inWords;

    Kind(String inWords) {
      this.inWords = inWords;
    }

    /** With its article. */
    public String inWords() {
      return inWords;
    }

    /** The kind of a value. */
    public static Kind of(Object value) {
      if (value instanceof Boolean) {
        return TRUTH;
      } else if (value instanceof Number) {
        return NUMBER;
      } else if (value instanceof CharSequence || value instanceof Character) {
        return TEXT;
      } else if (value instanceof Collection || value.getClass().isArray()) {
        return LIST;
      }
      return value instanceof Map ? OBJECT : OTHER;
    }
  }

  /** Whether two values are equal; either may be absent, which is null. */
  public static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    if (a == null || b == null) {
      return false;
    }
    if (a instanceof String text) {
      return b instanceof String other ? text.equals(other) : text.equals(asText(b));
    }
    if (a instanceof Integer number && b instanceof Integer other) {
      return number.intValue() == other.intValue();
    }
    return areEqual(plain(a), plain(b));
  }

  private static boolean areEqual(Object a, Object b) {
    if (a instanceof Number number) {
      return b instanceof Number other
          && (order(number, other) == 0 || (isNotANumber(number) && isNotANumber(other)));
    }
    if (a instanceof Character) {
      return a.toString().equals(asText(b));
    }
    if (a instanceof List<?> list && b instanceof List<?> other) {
      return areEqual(list, other);
    }
    return a.equals(b);
  }

  private static boolean areEqual(List<?> list, List<?> other) {
    if (list.size() != other.size()) {
      return false;
    }
    Iterator<?> others = other.iterator();
    for (Object item : list) {
      if (!equal(item, others.next())) {
        return false;
      }
    }
    return true;
  }

  /** Whether two values are not equal; either may be absent, which is null. */
  public static boolean unequal(@Nullable Object a, @Nullable Object b) {
    return !equal(a, b);
  }

  /**
   * Whether the first is greater; false if either is absent.
   *
   * @throws IncomparableException if they have no order
   */
  public static boolean isMore(@Nullable Object a, @Nullable Object b) {
    return order(a, b) == 1;
  }

  /**
   * Whether the first is less; false if either is absent.
   *
   * @throws IncomparableException if they have no order
   */
  public static boolean isLess(@Nullable Object a, @Nullable Object b) {
    return order(a, b) == -1;
  }

  /**
   * Whether the first is greater, or both are equal; false if either is absent.
   *
   * @throws IncomparableException if they have no order
   */
  public static boolean isAtLeast(@Nullable Object a, @Nullable Object b) {
    int order = order(a, b);
    return order == 0 || order == 1;
  }

  /**
   * Whether the first is less, or both are equal; false if either is absent.
   *
   * @throws IncomparableException if they have no order
   */
  public static boolean isAtMost(@Nullable Object a, @Nullable Object b) {
    int order = order(a, b);
    return order == 0 || order == -1;
  }

  /** −1, 0, 1, or {@link #NONE}. */
  private static int order(@Nullable Object first, @Nullable Object second) {
    if (first == null || second == null) {
      return NONE;
    }
    if (first instanceof Integer number && second instanceof Integer other) {
      return Integer.compare(number, other);
    }
    Object a = plain(first);
    Object b = plain(second);
    if (a instanceof Number number && b instanceof Number other) {
      return order(number, other);
    }
    String text = asText(a);
    String other = asText(b);
    if (text != null && other != null) {
      return Integer.signum(text.compareTo(other));
    }
    if ((a instanceof Number number && isNotANumber(number))
        || (b instanceof Number right && isNotANumber(right))) {
      return NONE;
    }
    boolean areOthers = Kind.of(a) == Kind.OTHER && Kind.of(b) == Kind.OTHER;
    if (a instanceof Comparable<?> it && (areOthers || a.getClass() == b.getClass())) {
      try {
        return Integer.signum(compare(it, b));
      } catch (ClassCastException e) {
        throw unordered(a, b); // two classes that do not know each other
      }
    }
    throw unordered(a, b);
  }

  @SuppressWarnings("unchecked") // fails with a ClassCastException where the classes do not fit
  private static int compare(Comparable<?> a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static IncomparableException unordered(Object a, Object b) {
    return new IncomparableException(shown(a) + " and " + shown(b) + " have no order");
  }

  /**
   * The order of two numbers: negative, zero or positive; numbers that are not a number come last
   * and are equal.
   */
  public static int compare(Number a, Number b) {
    int order = order(a, b);
    return order == NONE ? Boolean.compare(isNotANumber(a), isNotANumber(b)) : order;
  }

  private static int order(Number a, Number b) {
    boolean isLong = isLong(a);
    boolean isOtherLong = isLong(b);
    if (isLong && isOtherLong) {
      return Long.compare(a.longValue(), b.longValue());
    }
    if (!isExact(a) && !isExact(b)) {
      if (!isLong && !isOtherLong) {
        return order(asDouble(a), asDouble(b));
      }
      if (isNotANumber(a) || isNotANumber(b)) {
        return NONE;
      }
      return isLong ? order(a.longValue(), asDouble(b)) : -order(b.longValue(), asDouble(a));
    }
    if (isNotANumber(a) || isNotANumber(b)) {
      return NONE;
    }
    if (isInfinite(a) || isInfinite(b)) {
      return Double.compare(isInfinite(a) ? asDouble(a) : 0, isInfinite(b) ? asDouble(b) : 0);
    }
    return decimal(a).compareTo(decimal(b));
  }

  private static int order(double a, double b) {
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : NONE;
  }

  private static int order(long a, double b) {
    if (b >= LONG_END) {
      return -1;
    }
    if (b < -LONG_END) {
      return 1;
    }
    long whole = (long) b;
    return a != whole ? Long.compare(a, whole) : order(0.0, b - whole);
  }

  private static boolean isLong(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong;
  }

  private static boolean isExact(Number number) {
    return number instanceof BigDecimal || number instanceof BigInteger;
  }

  private static boolean isNotANumber(Number number) {
    return !isExact(number) && Double.isNaN(number.doubleValue());
  }

  private static boolean isInfinite(Number number) {
    return !isExact(number) && Double.isInfinite(number.doubleValue());
  }

  /** A float as the double that the same decimal denotes. */
  private static double asDouble(Number number) {
    if (number instanceof Float it) {
      float value = it;
      return value == Math.rint(value) || Float.isNaN(value)
          ? value
          : Double.parseDouble(NumberOutput.toString(value, true));
    }
    return number.doubleValue();
  }

  /**
   * A finite number as a decimal.
   *
   * @throws NumberFormatException if it is not finite
   */
  public static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger whole) {
      return new BigDecimal(whole);
    }
    if (isLong(number)) {
      return BigDecimal.valueOf(number.longValue());
    }
    double value = asDouble(number);
    return value == Math.rint(value) && value >= -LONG_END && value < LONG_END
        ? BigDecimal.valueOf((long) value)
        : new BigDecimal(NumberOutput.toString(value, true)); // the same on every Java
  }

  /**
   * A value that equals, as Java has it, the one made of another value just where the two are
   * {@link #equal}.
   */
  public static @Nullable Object key(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Integer) {
      return value;
    }
    Object plain = plain(value);
    if (plain instanceof Number number) {
      return key(number);
    }
    if (plain instanceof List<?> list) {
      List<@Nullable Object> keys = new ArrayList<>(list.size());
      list.forEach(it -> keys.add(key(it)));
      return keys;
    }
    return plain instanceof Character ? plain.toString() : plain;
  }

  private static Object key(Number number) {
    if (isNotANumber(number) || isInfinite(number)) {
      return number.doubleValue();
    }
    if (!isLong(number)) {
      BigDecimal decimal = decimal(number);
      boolean isWide = decimal.precision() - (long) decimal.scale() > 19; // beyond any long
      if (isWide || decimal.stripTrailingZeros().scale() > 0) {
        return decimal.signum() == 0 ? (Object) 0 : decimal.stripTrailingZeros();
      }
      BigInteger whole = decimal.toBigInteger();
      if (whole.bitLength() > 63) {
        return decimal.stripTrailingZeros();
      }
      return smallest(whole.longValue());
    }
    return smallest(number.longValue());
  }

  private static Object smallest(long whole) {
    return (int) whole == whole ? (Object) (int) whole : (Object) whole;
  }

  /** Whether a list, set or array has a value, or a text another one; false of anything else. */
  public static boolean contains(@Nullable Object container, @Nullable Object value) {
    if (container instanceof Collection<?> some) {
      for (Object item : some) {
        if (equal(item, value)) {
          return true;
        }
      }
      return false;
    }
    if (container != null && container.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(container); i++) {
        if (equal(Array.get(container, i), value)) {
          return true;
        }
      }
      return false;
    }
    String text = container == null ? null : asText(container);
    String part = value == null ? null : asText(value);
    return text != null && part != null && text.contains(part);
  }

  /**
   * A value as the text that it is; null if it is absent.
   *
   * @param operator that asks for a text
   * @throws IncomparableException if it is no text
   */
  public static @Nullable String text(@Nullable Object value, String operator) {
    if (value == null) {
      return null;
    }
    String text = asText(value);
    if (text == null) {
      throw new IncomparableException(
          "`" + operator + "` is asked of texts, and " + shown(value) + " is none");
    }
    return text;
  }

  private static @Nullable String asText(Object value) {
    return value instanceof CharSequence || value instanceof Character ? value.toString() : null;
  }

  /** A value as a message shows it, with its kind. */
  public static String shown(Object value) {
    Object plain = plain(value);
    return switch (Kind.of(plain)) {
      case TRUTH -> "the truth value `" + plain + "`";
      case NUMBER -> "the number " + plain;
      case TEXT -> "the text `" + cut(plain.toString()) + "`";
      case LIST, OBJECT, OTHER -> Kind.of(plain).inWords();
    };
  }

  private static String cut(String text) {
    return text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "…";
  }

  /** A value that stands, for as long as a condition is tested, for one of another Java class. */
  private static Object plain(Object value) {
    return value instanceof Disguise it ? it.value() : value;
  }

  private interface Disguise {
    Object value();
  }

  /** What has no order, where compiled code casts it to what has one. */
  @SuppressWarnings("ComparableType") // it stands for a value of any class
  private record Unordered(Object value) implements Comparable<Object>, Disguise {
    @Override
    public int compareTo(Object other) {
      throw unordered(value, other);
    }
  }

  /** What is no number, where compiled code wants a decimal only to compare it. */
  private static final class Undecimal extends BigDecimal implements Disguise {
    private static final long serialVersionUID = 1L;

    private final transient Object value;

    Undecimal(Object value) {
      super(0);
      this.value = value;
    }

    @Override
    public Object value() {
      return value;
    }
  }

  /** What compiled conditions have in place of a cast to {@code Comparable}. */
  public static @Nullable Comparable<?> comparable(@Nullable Object value) {
    return value == null || value instanceof Comparable<?>
        ? (Comparable<?>) value
        : new Unordered(value);
  }

  /**
   * What compiled conditions have in place of a conversion to a decimal before a comparison, whose
   * outcome is that of the value itself.
   */
  public static @Nullable BigDecimal comparableDecimal(@Nullable Object value) {
    if (value == null || value instanceof BigDecimal) {
      return (BigDecimal) value;
    }
    boolean isFinite =
        value instanceof Number number && !isNotANumber(number) && !isInfinite(number);
    return isFinite ? decimal((Number) value) : new Undecimal(value);
  }
}
