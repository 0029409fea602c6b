package org.equipoise.constitution.metering;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.ChronoLocalDateTime;
import java.time.chrono.ChronoZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.time.temporal.ValueRange;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.RandomAccess;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large values are, and how much the work of Java's library on them is: the functions of the
 * table of what rule code may call. Results are at least 0. Null has size 0. To go through what is
 * nested counts as steps itself, so that it ends even where the expansion is exponential. Not for
 * use by people.
 */
public final class Size {
  /** Levels of lists within lists, beyond which Java's own recursion comes near its end. */
  private static final int MAX_NESTING = 500;

  /** Letters that one step compares or copies. */
  private static final int LETTERS_A_STEP = 16;

  /** Steps to compare a value that count as one comparison. */
  private static final int SMALL = 64;

  /** Plain comparisons that one step makes. */
  private static final int COMPARISONS_A_STEP = 4;

  static final int MAX_SCALE = 1_000;
  static final int MAX_DIGITS = 10_000;
  private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?0*(\\d+)");

  private Size() {}

  public static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  public static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }

  /** A number of elements, letters or turns. */
  public static long of(int number) {
    return Math.max(0, number);
  }

  public static long of(long number) {
    return Math.max(0, number);
  }

  /** The letters of a text, the elements of a collection or array. */
  public static long of(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return text.length();
    } else if (value instanceof Collection<?> all) {
      return all.size();
    } else if (value instanceof Map<?, ?> all) {
      return all.size();
    } else if (value instanceof Matcher matcher) {
      return matcher.regionEnd();
    } else if (value instanceof StringJoiner joiner) {
      return joiner.length();
    } else if (value instanceof Integer || value instanceof Long) {
      return of(((Number) value).longValue());
    } else if (value != null && value.getClass().isArray()) {
      return Array.getLength(value);
    }
    return value == null ? 0 : 1;
  }

  /** Steps to go once through a text or an array without looking into its elements. */
  public static long scan(@Nullable Object value) {
    return of(value) / LETTERS_A_STEP + 1;
  }

  public static long scan(int number) {
    return of(number) / LETTERS_A_STEP + 1;
  }

  /** Steps to halve a collection until one element is left. */
  public static long log(@Nullable Object value) {
    return Long.SIZE - Long.numberOfLeadingZeros(of(value)) + 1L;
  }

  /** Steps to arrive at a place in a list. */
  public static long walk(@Nullable Object list) {
    return list instanceof RandomAccess ? 1 : of(list) / COMPARISONS_A_STEP + 1;
  }

  /** Steps to go through a value with all that is in it: to compare or hash it. */
  public static long deep(@Nullable Object value) {
    if (value instanceof CharSequence) {
      return scan(value);
    }
    return Meter.running() == null ? 1 : nested(value, false, 0);
  }

  /** Letters that a value takes when it is written out. */
  public static long letters(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return text.length();
    }
    return Meter.running() == null ? 1 : nested(value, true, 0);
  }

  private static long nested(@Nullable Object value, boolean inLetters, int level) {
    if (level > MAX_NESTING) {
      throw Meter.tooDeep(MAX_NESTING);
    }
    long size = inLetters ? ofOne(value) : deepOfOne(value);
    if (value instanceof Collection<?> all) {
      for (Object element : all) {
        Meter.step();
        size = plus(size, 2 + nested(element, inLetters, level + 1));
      }
    } else if (value instanceof Map<?, ?> all) {
      for (Map.Entry<?, ?> entry : all.entrySet()) {
        Meter.step();
        size = plus(size, 2 + nested(entry.getKey(), inLetters, level + 1));
        size = plus(size, 1 + nested(entry.getValue(), inLetters, level + 1));
      }
    } else if (value instanceof Map.Entry<?, ?> entry) {
      Meter.step();
      size = plus(size, 1 + nested(entry.getKey(), inLetters, level + 1));
      size = plus(size, 1 + nested(entry.getValue(), inLetters, level + 1));
    } else if (value instanceof Optional<?> some && some.isPresent()) {
      Meter.step();
      size = plus(size, 10 + nested(some.get(), inLetters, level + 1));
    } else if (value instanceof Object[] all) {
      for (Object element : all) {
        Meter.step();
        size = plus(size, 2 + nested(element, inLetters, level + 1));
      }
    }
    return size;
  }

  private static long ofOne(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return text.length();
    } else if (value instanceof BigDecimal number) {
      return number.precision() + 16L;
    } else if (value instanceof BigInteger number) {
      return number.bitLength() / 3 + 2L;
    } else if (value instanceof StringJoiner joiner) {
      return joiner.length();
    } else if (value instanceof Throwable thrown) {
      String message = thrown.getMessage();
      return 64 + (message == null ? 0L : message.length());
    }
    return 24;
  }

  private static long deepOfOne(@Nullable Object value) {
    if (value instanceof CharSequence) {
      return scan(value);
    } else if (value instanceof BigDecimal || value instanceof BigInteger) {
      return ofOne(value) / LETTERS_A_STEP + 1;
    }
    return 1;
  }

  /** Steps to look for a value among the elements of a collection or the keys of a map. */
  public static long find(@Nullable Object where, @Nullable Object what) {
    return find(where, what, mayNest(what));
  }

  private static long find(@Nullable Object where, @Nullable Object what, boolean mayCollide) {
    long each = deep(what);
    if (where instanceof SortedSet || where instanceof SortedMap) {
      return times(each, log(where));
    } else if (where instanceof Set || where instanceof Map) {
      long compared = of(where) / COMPARISONS_A_STEP;
      return mayCollide ? plus(each, times(compared, each / SMALL + 1)) : each;
    }
    return compare(where, each);
  }

  /** Whether values of a class may share a hash, and hold others. */
  private static boolean mayNest(@Nullable Object value) {
    return value instanceof Collection
        || value instanceof Map
        || value instanceof Map.Entry
        || value instanceof Optional;
  }

  /**
   * Whether many values of a class may share a hash, and have no order by which Java tells them
   * apart. Values of a rule's own classes count their comparisons themselves.
   */
  private static boolean mayCollide(@Nullable Object value) {
    return mayNest(value)
        || value instanceof ChronoLocalDate
        || value instanceof ChronoLocalDateTime
        || value instanceof ChronoZonedDateTime
        || value instanceof TemporalAmount
        || value instanceof ValueRange
        || value instanceof OptionalLong
        || value instanceof OptionalDouble;
  }

  /** Steps to make a set of some elements, or a map with the keys of a map. */
  public static long fill(@Nullable Object from) {
    Collection<?> elements =
        from instanceof Collection<?> all
            ? all
            : from instanceof Map<?, ?> map
                ? map.keySet()
                : from instanceof Object[] array ? Arrays.asList(array) : List.of();
    return plus(plus(deep(from), of(elements.size())), colliding(elements));
  }

  /** Steps to compare those of some elements that share a hash, each with each. */
  private static long colliding(Collection<?> elements) {
    long each = 1;
    int number = 0;
    for (Object element : elements) {
      if (mayCollide(element)) {
        Meter.step();
        each = Math.max(each, deep(element));
        number++;
      }
    }
    if (number < 2) {
      return 0;
    }
    Meter.takes(4L * number);
    int[] hashes =
        elements.stream().filter(Size::mayCollide).mapToInt(Object::hashCode).sorted().toArray();
    long compared = 0;
    int alike = 0;
    for (int i = 1; i < hashes.length; i++) {
      alike = hashes[i] == hashes[i - 1] ? alike + 1 : 0;
      compared += alike;
    }
    return times(compared / COMPARISONS_A_STEP, each / SMALL + 1);
  }

  /** Steps to compare each element of a collection, or each value of a map, with a value. */
  public static long count(@Nullable Object where, @Nullable Object what) {
    return compare(where, deep(what));
  }

  public static long findValue(@Nullable Object where, @Nullable Object what) {
    return compare(where, deep(what));
  }

  private static long compare(@Nullable Object where, long each) {
    return times(of(where), each) / COMPARISONS_A_STEP + 1;
  }

  /** Steps to look for each of some elements. */
  public static long findAll(@Nullable Object where, @Nullable Object elements) {
    long steps = 1;
    if (elements instanceof Collection<?> all) {
      for (Object element : all) {
        Meter.step();
        steps = plus(steps, find(where, element, mayCollide(element)));
      }
    }
    return steps;
  }

  /** Steps to put a value into a collection, or a key into a map. */
  public static long enter(@Nullable Object where, @Nullable Object what) {
    if (where instanceof Set || where instanceof Map) {
      return find(where, what);
    }
    return where instanceof PriorityQueue ? times(deep(what), log(where)) : deep(what);
  }

  public static long enterAll(@Nullable Object where, @Nullable Object elements) {
    Collection<?> all =
        elements instanceof Collection<?> some
            ? some
            : elements instanceof Map<?, ?> map ? map.keySet() : List.of();
    boolean isSorted = where instanceof SortedSet || where instanceof SortedMap;
    boolean isHashed = !isSorted && (where instanceof Set || where instanceof Map);
    long share = isSorted ? log(elements) : 1;
    long steps = isHashed ? plus(1, colliding(all)) : 1;
    for (Object element : all) {
      Meter.step();
      long one = isHashed ? find(where, element, mayCollide(element)) : enter(where, element);
      steps = plus(steps, times(share, one));
    }
    return elements instanceof Map<?, ?> map ? plus(steps, deep(map.values())) : steps;
  }

  public static long enterEach(@Nullable Object where, Object @Nullable [] elements) {
    return elements == null ? 0 : enterAll(where, Arrays.asList(elements));
  }

  /** Steps to sort. */
  public static long order(@Nullable Object value) {
    long each = 1;
    Iterator<?> elements =
        value instanceof Collection<?> all
            ? all.iterator()
            : value instanceof Object[] array
                ? Arrays.asList(array).iterator()
                : List.of().iterator();
    while (elements.hasNext()) {
      each = Math.max(each, deep(elements.next()));
      Meter.step();
    }
    return times(times(of(value), log(value)), each) / COMPARISONS_A_STEP + 1;
  }

  /**
   * The words of a number, which must not be too long for what follows.
   *
   * @throws ArithmeticException if it has more than 10,000 digits, or as many noughts
   */
  public static long big(@Nullable Object number) {
    if (number instanceof BigDecimal decimal) {
      MeteredCalls.bounded(decimal);
      return (decimal.precision() + Math.abs((long) decimal.scale())) / 9 + 1;
    } else if (number instanceof BigInteger integer) {
      MeteredCalls.bounded(integer);
      return integer.bitLength() / 32 + 1L;
    }
    return 1;
  }

  /**
   * The length of a number that is written out.
   *
   * @throws NumberFormatException if it has more than 1,000 digits, or as many noughts
   */
  public static long digits(@Nullable String number) {
    if (number == null) {
      return 0;
    }
    Matcher exponent = EXPONENT.matcher(number);
    if (number.length() > MAX_SCALE
        || (exponent.find()
            && (exponent.group(1).length() > 4
                || Integer.parseInt(exponent.group(1)) > MAX_SCALE))) {
      throw new NumberFormatException("a number of more than " + MAX_SCALE + " digits");
    }
    return number.length();
  }

  /**
   * A number of decimal places.
   *
   * @throws ArithmeticException if there are more than 1,000
   */
  public static long near(int scale) {
    if (Math.abs((long) scale) > MAX_SCALE) {
      throw MeteredCalls.tooLong();
    }
    return Math.abs(scale);
  }
}
