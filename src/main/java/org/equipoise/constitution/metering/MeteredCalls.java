package org.equipoise.constitution.metering;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.ListIterator;
import java.util.Map;

/**
 * What compiled rules call for what no call of Java's library stands for, and in place of its
 * arithmetic. Here and in the classes beside it, a method of an object has the object as its first
 * parameter; a static one is called after its class. Not for use by people.
 */
public final class MeteredCalls {
  private static final int OF_AN_ELEMENT = 48;

  private MeteredCalls() {}

  /** Throws on what no rule may keep to itself: errors pass every handler by. */
  public static void uncaught(Throwable thrown) {
    if (thrown instanceof Error error && !(thrown instanceof NoSuchFieldError)) {
      Meter.fails(error);
      throw error;
    }
  }

  // Arrays.

  /** Charges for an array of some elements of so many bytes each. */
  public static int elements(int number, int bytes) {
    Meter.takes((long) bytes * Math.max(0, number));
    Meter.steps(Math.max(0, number) / 64);
    return number;
  }

  // Collections: what is quick for most of them, and slow for some.

  /** Views of a sorted collection count their elements. */
  public static int size(Collection<?> elements) {
    if (!(elements instanceof ArrayList)) {
      Meter.ask();
    }
    return elements.size();
  }

  public static int size(Map<?, ?> entries) {
    Meter.ask();
    return entries.size();
  }

  /** A list closes the gap. */
  public static void remove(Iterator<?> at) {
    Meter.ask();
    at.remove();
  }

  public static <T> void add(ListIterator<T> at, T element) {
    Meter.ask();
    Meter.takes(OF_AN_ELEMENT);
    at.add(element);
  }

  // Texts.

  /** Joins texts with {@code +}, as Java's own bootstrap does, and charges for them beforehand. */
  public static CallSite makeConcatWithConstants(
      MethodHandles.Lookup lookup, String name, MethodType type, String recipe, Object... constants)
      throws StringConcatException, ReflectiveOperationException {
    MethodHandle joins =
        StringConcatFactory.makeConcatWithConstants(lookup, name, type, recipe, constants)
            .getTarget();
    return charging(joins, type, recipe.length());
  }

  /** As {@link #makeConcatWithConstants}, without a recipe. */
  public static CallSite makeConcat(MethodHandles.Lookup lookup, String name, MethodType type)
      throws StringConcatException, ReflectiveOperationException {
    return charging(StringConcatFactory.makeConcat(lookup, name, type).getTarget(), type, 0);
  }

  private static CallSite charging(MethodHandle joins, MethodType type, int constant)
      throws ReflectiveOperationException {
    MethodHandle charges =
        MethodHandles.insertArguments(
                MethodHandles.lookup()
                    .findStatic(
                        MeteredCalls.class,
                        "joined",
                        MethodType.methodType(void.class, int.class, Object[].class)),
                0,
                constant)
            .asCollector(Object[].class, type.parameterCount())
            .asType(type.changeReturnType(void.class));
    return new ConstantCallSite(MethodHandles.foldArguments(joins, charges));
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static void joined(int constant, Object[] parts) {
    for (Object part : parts) {
      RepeatableCalls.written(part);
    }
    if (Meter.running() != null) {
      long letters = constant;
      for (Object part : parts) {
        letters = Size.plus(letters, Size.letters(part));
      }
      Meter.takes(Size.times(2, letters));
    }
  }

  // Numbers of any length.

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

  public static String toPlainString(BigDecimal number) {
    Meter.takes(2L * Size.MAX_DIGITS);
    return small(number).toPlainString();
  }

  public static BigDecimal pow(BigDecimal number, int exponent) {
    long digits = number.precision() + Math.abs((long) number.scale());
    if (Size.times(digits, Math.abs((long) exponent)) > Size.MAX_DIGITS) {
      throw tooLong();
    }
    Meter.steps(Size.times(Size.big(number), Size.times(exponent, exponent)));
    return bounded(number.pow(exponent));
  }

  public static BigInteger pow(BigInteger number, int exponent) {
    long bits = Size.times(number.bitLength(), Math.abs((long) exponent));
    if (bits > 3L * Size.MAX_DIGITS) {
      throw tooLong();
    }
    Meter.steps(Size.times(bits / 32, bits / 32));
    return number.pow(exponent);
  }

  /** For every number that was just made. */
  public static BigDecimal bounded(BigDecimal number) {
    return small(number);
  }

  /** For every number that was just made. */
  public static BigInteger bounded(BigInteger number) {
    if (number.bitLength() > 4L * Size.MAX_DIGITS) {
      throw tooLong();
    }
    return number;
  }

  private static BigDecimal small(BigDecimal number) {
    if (Math.abs((long) number.scale()) > Size.MAX_DIGITS
        || number.unscaledValue().bitLength() > 4L * Size.MAX_DIGITS) {
      throw tooLong();
    }
    return number;
  }

  private static int near(int scale) {
    Size.near(scale);
    return scale;
  }

  static ArithmeticException tooLong() {
    return new ArithmeticException("a number has too many digits");
  }
}
