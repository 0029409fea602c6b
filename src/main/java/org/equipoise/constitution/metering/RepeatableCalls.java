package org.equipoise.constitution.metering;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What compiled rules call so that texts, hashes and the order of sets and maps are the same
 * whenever a case is decided: a place in memory, the salt of Java's sets, or a message of Java's
 * own must not reach what is recorded. A method of an object has the object as its first parameter;
 * a static one is called after its class. Not for use by people.
 */
public final class RepeatableCalls {
  private static final String COMPILED = "org.equipoise.constitution.compiled.";

  /** Classes of Java's whose texts are the same everywhere, besides those of {@code java.time}. */
  private static final Set<Class<?>> SAME_TEXT =
      Set.of(
          String.class,
          StringBuilder.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          java.math.BigDecimal.class,
          java.math.BigInteger.class,
          UUID.class,
          Locale.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class,
          Pattern.class,
          StringJoiner.class);

  /**
   * Those whose texts Java writes for an error that it made: they change from release to release.
   */
  private static final Set<Class<?>> THROWN_BY_JAVA =
      Set.of(
          NullPointerException.class,
          ClassCastException.class,
          ArithmeticException.class,
          ArrayIndexOutOfBoundsException.class,
          ArrayStoreException.class,
          NegativeArraySizeException.class);

  private enum Source {
    OBJECT,
    JAVA,
    OTHER
  }

  private static final ClassValue<Source> TEXT = source("toString");
  private static final ClassValue<Source> HASH = source("hashCode");

  private RepeatableCalls() {}

  /** Who wrote a method of a class. */
  private static ClassValue<Source> source(String method) {
    return new ClassValue<>() {
      @Override
      protected Source computeValue(Class<?> type) {
        try {
          Class<?> writer = type.getMethod(method).getDeclaringClass();
          return writer == Object.class
              ? Source.OBJECT
              : writer.getName().startsWith("java.") ? Source.JAVA : Source.OTHER;
        } catch (NoSuchMethodException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  // Texts.

  /**
   * Lets a value be written into a text.
   *
   * @throws NotRepeatableException if its text, or that of anything in it, could be another one
   *     when the case is decided again
   */
  public static void written(@Nullable Object value) {
    if (value == null || value instanceof String || isPlain(value) || value instanceof Enum<?>) {
      return;
    }
    Meter.step();
    if (value instanceof Optional<?> it) {
      it.ifPresent(RepeatableCalls::written);
    } else if (value instanceof Collection<?> all) {
      all.forEach(it -> writtenWithin(it, value));
    } else if (value instanceof Map<?, ?> all) {
      all.forEach(
          (key, of) -> {
            writtenWithin(key, value);
            writtenWithin(of, value);
          });
    } else if (value instanceof Map.Entry<?, ?> it) {
      writtenWithin(it.getKey(), value);
      writtenWithin(it.getValue(), value);
    } else if (value instanceof Class<?> it) {
      named(it);
    } else if (value instanceof Throwable it) {
      said(it);
    } else if (!(value instanceof MatchResult) && TEXT.get(value.getClass()) != Source.OTHER) {
      throw new NotRepeatableException(named(value) + " has no text that is always the same");
    }
  }

  private static void writtenWithin(@Nullable Object value, Object container) {
    if (value != container) { // Java writes `(this Collection)`
      written(value);
    }
  }

  private static boolean isPlain(Object value) {
    Class<?> type = value.getClass();
    return SAME_TEXT.contains(type) || type.getPackageName().startsWith("java.time");
  }

  public static String toString(Object value) {
    written(value);
    Meter.takes(Size.times(2, Size.letters(value)));
    return value.toString();
  }

  public static String stringValueOf(@Nullable Object value) {
    return value == null ? "null" : toString(value);
  }

  public static String objectsToString(@Nullable Object value) {
    return stringValueOf(value);
  }

  public static String objectsToString(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : toString(value);
  }

  public static String arraysToString(Object @Nullable [] values) {
    return values == null ? "null" : toString(Arrays.asList(values));
  }

  /**
   * A locale whose texts are the same in every version of Java.
   *
   * @throws NotRepeatableException if it is another
   */
  static Locale known(@Nullable Locale locale) {
    if (locale != null && !locale.getLanguage().isEmpty() && !locale.getLanguage().equals("en")) {
      throw new NotRepeatableException(
          "formats of `" + locale + "` differ between machines; write `Locale.ROOT`");
    }
    return Locale.ROOT;
  }

  public static @Nullable String getMessage(Throwable thrown) {
    said(thrown);
    return thrown.getMessage();
  }

  /**
   * The message of an error is repeatable where the code of rules made the error, with a message.
   */
  private static void said(Throwable thrown) {
    if (thrown instanceof NotRepeatableException it) {
      throw it;
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    if (THROWN_BY_JAVA.contains(thrown.getClass())
        || trace.length == 0
        || !trace[0].getClassName().startsWith(COMPILED)) {
      throw new NotRepeatableException(
          "what Java says of an error (`"
              + thrown.getClass().getSimpleName()
              + "`) is not always the same; say it in words of your own");
    }
  }

  public static String getName(Class<?> type) {
    named(type);
    return type.getName();
  }

  public static String getSimpleName(Class<?> type) {
    named(type);
    return type.getSimpleName();
  }

  private static void named(Class<?> type) {
    if (type.isHidden()) {
      throw new NotRepeatableException("the class of a function has no name of its own");
    }
  }

  private static String named(Object value) {
    Class<?> type = value.getClass();
    return type.isArray()
        ? "an array"
        : type.isHidden() || type.isAnonymousClass()
            ? "a function"
            : "`" + type.getSimpleName() + "`";
  }

  // Hashes.

  /**
   * The hash of a value.
   *
   * @throws NotRepeatableException if it would depend on where something lies in memory
   */
  public static int hashCode(Object value) {
    return hash(value, true);
  }

  /** The same for the code of a hash itself, where what has no hash of its own does not count. */
  public static int hashWithin(Object value) {
    return hash(value, false);
  }

  private static int hash(@Nullable Object value, boolean strict) {
    if (value == null) {
      return 0;
    }
    if (value instanceof Enum<?> it) {
      return it.name().hashCode();
    }
    if (value instanceof Record it && !it.getClass().getName().startsWith(COMPILED)) {
      return hash(it, strict);
    }
    if (isPlain(value) && HASH.get(value.getClass()) != Source.OBJECT) {
      return value.hashCode();
    }
    Meter.step();
    if (value instanceof Optional<?> it) {
      return hash(it.orElse(null), strict);
    }
    if (value instanceof List<?> all) {
      int hash = 1;
      for (Object element : all) {
        hash = 31 * hash + hash(element, strict);
      }
      return hash;
    }
    if (value instanceof Set<?> all) {
      return all.stream().mapToInt(it -> hash(it, strict)).sum();
    }
    if (value instanceof Map<?, ?> all) {
      return all.entrySet().stream().mapToInt(it -> hash(it, strict)).sum();
    }
    if (value instanceof Map.Entry<?, ?> it) {
      return hash(it.getKey(), strict) ^ hash(it.getValue(), strict);
    }
    if (HASH.get(value.getClass()) == Source.OTHER) {
      return value.hashCode();
    }
    if (strict) {
      throw new NotRepeatableException(named(value) + " has no hash that is always the same");
    }
    return 0;
  }

  private static int hash(Record value, boolean strict) {
    int hash = 0;
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        hash = 31 * hash + hash(component.getAccessor().invoke(value), strict);
      } catch (ReflectiveOperationException e) {
        throw new NotRepeatableException(named(value) + " has no hash that is always the same");
      }
    }
    return hash;
  }

  public static int objectsHashCode(@Nullable Object value) {
    return hash(value, true);
  }

  public static int objectsHash(Object @Nullable [] values) {
    return arraysHashCode(values);
  }

  public static int arraysHashCode(Object @Nullable [] values) {
    return values == null ? 0 : hash(Arrays.asList(values), true);
  }

  // Sets and maps, in the order in which they were filled.

  public static <T> Set<T> setOf(T[] elements) {
    Meter.takes(Size.times(64, elements.length));
    Meter.steps(Size.fill(elements));
    Set<T> set = new LinkedHashSet<>();
    for (T element : elements) {
      if (!set.add(Objects.requireNonNull(element))) {
        throw new IllegalArgumentException("a set is given the same element twice");
      }
    }
    return Collections.unmodifiableSet(set);
  }

  public static <T> Set<T> setCopyOf(Collection<? extends T> elements) {
    Meter.takes(Size.times(64, elements.size()));
    Meter.steps(Size.fill(elements));
    Set<T> set = new LinkedHashSet<>(elements);
    set.forEach(Objects::requireNonNull);
    return Collections.unmodifiableSet(set);
  }

  /** Of keys and values by turns. */
  public static Map<Object, Object> mapOf(Object[] entries) {
    Meter.takes(Size.times(64, entries.length));
    Meter.steps(Size.deep(entries));
    Object[] keys = new Object[entries.length / 2];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = entries[2 * i];
    }
    Meter.steps(Size.fill(keys));
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      Object value = Objects.requireNonNull(entries[i + 1]);
      if (map.putIfAbsent(Objects.requireNonNull(entries[i]), value) != null) {
        throw new IllegalArgumentException("a map is given the same key twice");
      }
    }
    return Collections.unmodifiableMap(map);
  }

  public static Map<Object, Object> mapOfEntries(Map.Entry<?, ?>[] entries) {
    return mapOf(
        Arrays.stream(entries)
            .flatMap(it -> List.of(it.getKey(), it.getValue()).stream())
            .toArray());
  }

  public static <K, V> Map<K, V> mapCopyOf(Map<? extends K, ? extends V> entries) {
    Meter.takes(Size.times(64, entries.size()));
    Meter.steps(Size.fill(entries));
    Map<K, V> map = new LinkedHashMap<>(entries);
    return Collections.unmodifiableMap(map);
  }

  public static <T> Collector<T, ?, Set<T>> collectorsToSet() {
    return Collector.of(
        LinkedHashSet::new,
        (set, element) -> {
          Meter.steps(1 + Size.deep(element));
          set.add(element);
        },
        (a, b) -> {
          a.addAll(b);
          return a;
        });
  }

  public static <T> Collector<T, ?, Set<T>> collectorsToUnmodifiableSet() {
    return Collectors.collectingAndThen(collectorsToSet(), Collections::unmodifiableSet);
  }
}
