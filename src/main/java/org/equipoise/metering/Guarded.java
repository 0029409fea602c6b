package org.equipoise.metering;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.StringConcatException;
import java.lang.invoke.StringConcatFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.IntStream;

/**
 * What compiled rules call in place of those parts of Java's library that can take time or space
 * out of proportion: the same, but counted beforehand. A method of an object has the object as its
 * first parameter; a static one is called after its class. Not for use by people.
 */
public final class Guarded {
  private static final int LARGEST_SCALE = 1_000;
  private static final int LARGEST_NUMBER = 10_000;
  private static final int WIDEST_FORMAT = 1_000;
  private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?0*(\\d+)");
  private static final Pattern WIDTH = Pattern.compile("\\d{4,}");
  private static final Pattern COUNT = Pattern.compile("\\{(?:\\d*,)?(\\d+)");
  private static final long MOST_REPEATED = 1_000_000;

  private Guarded() {}

  // Errors: whatever is thrown passes every finally block by.

  /** Throws on what no rule may keep to itself. */
  public static void uncaught(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  // Sizes that are given as numbers.

  public static int elements(int number) {
    Meter.takes(8L * Math.max(0, number));
    return number;
  }

  public static IntStream intStreamRange(int from, int to) {
    Meter.steps((long) to - from);
    return IntStream.range(from, to);
  }

  public static IntStream intStreamRangeClosed(int from, int to) {
    Meter.steps((long) to - from + 1);
    return IntStream.rangeClosed(from, to);
  }

  public static <T> List<T> collectionsNCopies(int number, T element) {
    elements(number);
    Meter.takes((long) Math.max(0, number) * weight(element));
    return Collections.nCopies(number, element);
  }

  // Collections: what is put into another is as heavy as all that is in it.

  public static boolean add(Collection<Object> to, Object element) {
    Meter.takes(weight(element));
    return to.add(element);
  }

  public static boolean addAll(Collection<Object> to, Collection<?> elements) {
    Meter.takes(weight(elements));
    return to.addAll(elements);
  }

  public static Object put(Map<Object, Object> to, Object key, Object value) {
    Meter.takes(weight(key) + weight(value));
    return to.put(key, value);
  }

  public static void putAll(Map<Object, Object> to, Map<?, ?> entries) {
    Meter.takes(weight(entries));
    to.putAll(entries);
  }

  /** Charges for what has just been put together. */
  public static void made(Object container) {
    Meter.takes(weight(container));
  }

  public static Collection<?> copied(Collection<?> elements) {
    Meter.takes(weight(elements));
    return elements;
  }

  public static Map<?, ?> copied(Map<?, ?> entries) {
    Meter.takes(weight(entries));
    return entries;
  }

  // Texts.

  public static String repeat(String text, int times) {
    Meter.takes((long) text.length() * Math.max(0, times));
    return text.repeat(times);
  }

  public static String concat(String text, String more) {
    Meter.takes((long) text.length() + more.length());
    return text.concat(more);
  }

  public static String replace(String text, CharSequence target, CharSequence by) {
    Meter.takes((text.length() / Math.max(1, target.length()) + 1L) * (by.length() + 1L));
    return text.replace(target, by);
  }

  public static String replaceAll(String text, String pattern, String by) {
    Meter.takes((text.length() + 1L) * (by.length() + 1L));
    return matcher(patternCompile(pattern), text).replaceAll(by);
  }

  public static String replaceFirst(String text, String pattern, String by) {
    Meter.takes((text.length() + 1L) * (by.length() + 1L));
    return matcher(patternCompile(pattern), text).replaceFirst(by);
  }

  public static boolean matches(String text, String pattern) {
    return matcher(patternCompile(pattern), text).matches();
  }

  public static String[] split(String text, String pattern) {
    return split(text, pattern, 0);
  }

  public static String[] split(String text, String pattern, int limit) {
    Meter.takes(16L * text.length());
    return patternCompile(pattern).split(MeteredText.of(text), limit);
  }

  public static String[] split(Pattern pattern, CharSequence text) {
    Meter.takes(16L * text.length());
    return pattern.split(MeteredText.of(text));
  }

  public static String[] split(Pattern pattern, CharSequence text, int limit) {
    Meter.takes(16L * text.length());
    return pattern.split(MeteredText.of(text), limit);
  }

  public static Matcher matcher(Pattern pattern, CharSequence text) {
    return pattern.matcher(MeteredText.of(text));
  }

  public static boolean patternMatches(String pattern, CharSequence text) {
    return matcher(patternCompile(pattern), text).matches();
  }

  public static Pattern patternCompile(String pattern) {
    return patternCompile(pattern, 0);
  }

  public static Pattern patternCompile(String pattern, int flags) {
    double repeated = 1;
    Matcher count = COUNT.matcher(pattern);
    while (count.find()) {
      repeated *= Math.max(1, Double.parseDouble(count.group(1)));
    }
    if (repeated > MOST_REPEATED) {
      throw new IllegalArgumentException("a pattern repeats too often: `" + pattern + "`");
    }
    Meter.takes(64L * pattern.length());
    return Pattern.compile(pattern, flags);
  }

  public static String stringFormat(String format, Object[] arguments) {
    return formatted(format, arguments);
  }

  public static String formatted(String format, Object[] arguments) {
    if (WIDTH.matcher(format).find()) {
      throw new IllegalArgumentException(
          "a format wider than " + WIDEST_FORMAT + ": `" + format + "`");
    }
    long each = 0;
    for (Object argument : arguments) {
      each += weight(argument);
    }
    Meter.takes(format.length() * (WIDEST_FORMAT / 8L) + each * (1 + format.length() / 4L));
    return Portable.formatted(format, arguments);
  }

  public static String stringJoin(CharSequence between, Iterable<? extends CharSequence> parts) {
    Meter.takes(weight(parts));
    if (parts instanceof Collection<?> all) {
      Meter.takes((long) between.length() * all.size());
    }
    return String.join(between, parts);
  }

  public static String stringJoin(CharSequence between, CharSequence[] parts) {
    Meter.takes(weight(parts) + (long) between.length() * parts.length);
    return String.join(between, parts);
  }

  public static String stringValueOf(Object value) {
    Meter.takes(weight(value));
    return String.valueOf(value);
  }

  public static String toString(Object value) {
    Meter.takes(weight(value));
    return value.toString();
  }

  public static StringBuilder append(StringBuilder to, Object value) {
    Meter.takes(weight(value));
    return to.append(value);
  }

  public static StringBuilder append(StringBuilder to, String text) {
    Meter.takes(weight(text));
    return to.append(text);
  }

  public static StringBuilder append(StringBuilder to, CharSequence text) {
    Meter.takes(weight(text));
    return to.append(text);
  }

  public static StringBuilder insert(StringBuilder to, int at, String text) {
    Meter.takes(weight(text));
    return to.insert(at, text);
  }

  public static Collector<CharSequence, ?, String> collectorsJoining() {
    return collectorsJoining("");
  }

  public static Collector<CharSequence, ?, String> collectorsJoining(CharSequence between) {
    return collectorsJoining(between, "", "");
  }

  public static Collector<CharSequence, ?, String> collectorsJoining(
      CharSequence between, CharSequence before, CharSequence after) {
    return Collector.of(
        () -> new StringJoiner(between, before, after),
        (joined, part) -> {
          Meter.takes(weight(part) + between.length());
          joined.add(part);
        },
        StringJoiner::merge,
        StringJoiner::toString);
  }

  /** Joins texts with {@code +}, as Java's own bootstrap does, and charges for them beforehand. */
  public static CallSite makeConcatWithConstants(
      MethodHandles.Lookup lookup, String name, MethodType type, String recipe, Object... constants)
      throws StringConcatException, ReflectiveOperationException {
    MethodHandle joins =
        StringConcatFactory.makeConcatWithConstants(lookup, name, type, recipe, constants)
            .getTarget();
    MethodHandle charges =
        MethodHandles.lookup()
            .findStatic(Guarded.class, "joined", MethodType.methodType(void.class, Object[].class))
            .asCollector(Object[].class, type.parameterCount())
            .asType(type.changeReturnType(void.class));
    return new ConstantCallSite(MethodHandles.foldArguments(joins, charges));
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static void joined(Object[] parts) {
    if (Meter.running() != null) {
      Meter.takes(weight(parts));
    }
  }

  // Numbers of any length.

  public static String digits(String number) {
    Matcher exponent = EXPONENT.matcher(number);
    if (number.length() > LARGEST_SCALE
        || (exponent.find()
            && (exponent.group(1).length() > 4
                || Integer.parseInt(exponent.group(1)) > LARGEST_SCALE))) {
      throw new NumberFormatException("a number of more than " + LARGEST_SCALE + " digits");
    }
    return number;
  }

  public static BigDecimal multiply(BigDecimal a, BigDecimal b) {
    BigDecimal product = small(a).multiply(small(b));
    return small(product);
  }

  public static BigInteger multiply(BigInteger a, BigInteger b) {
    if ((long) a.bitLength() + b.bitLength() > 4L * LARGEST_NUMBER) {
      throw tooLong();
    }
    return a.multiply(b);
  }

  public static BigDecimal setScale(BigDecimal number, int scale) {
    return small(number).setScale(near(scale));
  }

  public static BigDecimal setScale(BigDecimal number, int scale, RoundingMode rounding) {
    return small(number).setScale(near(scale), rounding);
  }

  public static BigDecimal divide(BigDecimal a, BigDecimal b, int scale, RoundingMode rounding) {
    return small(a).divide(small(b), near(scale), rounding);
  }

  public static BigDecimal bigDecimalValueOf(long digits, int scale) {
    return BigDecimal.valueOf(digits, near(scale));
  }

  public static BigDecimal newBigDecimal(BigInteger digits, int scale) {
    return new BigDecimal(digits, near(scale));
  }

  public static BigDecimal add(BigDecimal a, BigDecimal b) {
    return small(a).add(small(b));
  }

  public static BigDecimal subtract(BigDecimal a, BigDecimal b) {
    return small(a).subtract(small(b));
  }

  public static String toPlainString(BigDecimal number) {
    return small(number).toPlainString();
  }

  /** For every number that was just made. */
  public static void bounded(BigDecimal number) {
    small(number);
  }

  private static BigDecimal small(BigDecimal number) {
    if (Math.abs((long) number.scale()) > LARGEST_NUMBER || number.precision() > LARGEST_NUMBER) {
      throw tooLong();
    }
    return number;
  }

  private static int near(int scale) {
    if (Math.abs((long) scale) > LARGEST_SCALE) {
      throw tooLong();
    }
    return scale;
  }

  private static ArithmeticException tooLong() {
    return new ArithmeticException("a number has too many digits");
  }

  /** About how many letters it would take to write a value out, which is what it can cost. */
  private static long weight(Object value) {
    if (value instanceof CharSequence text) {
      return text.length();
    }
    if (Meter.running() == null) {
      return 0;
    }
    long weight = 16;
    if (value instanceof Collection<?> all) {
      for (Object element : all) {
        Meter.step();
        weight += 8 + weight(element);
      }
    } else if (value instanceof Map<?, ?> all) {
      for (Map.Entry<?, ?> entry : all.entrySet()) {
        Meter.step();
        weight += 16 + weight(entry.getKey()) + weight(entry.getValue());
      }
    } else if (value instanceof Map.Entry<?, ?> entry) {
      Meter.step();
      weight += weight(entry.getKey()) + weight(entry.getValue());
    } else if (value instanceof Object[] all) {
      for (Object element : all) {
        weight += 8 + weight(element);
      }
    }
    return weight;
  }
}
