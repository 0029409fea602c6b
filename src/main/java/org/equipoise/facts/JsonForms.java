package org.equipoise.facts;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URL;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The JSON values that stand for Java's: of each type that has one obvious form, that form. Points
 * in time are in UTC, and sets without an order are sorted, so that the same value is the same on
 * every machine.
 */
final class JsonForms {
  private JsonForms() {}

  /**
   * The form of a value, one step deep: text, a truth value, a number, a list or a map, of values
   * that may still need one; null for an empty {@code Optional}.
   *
   * @param name of the attribute, for messages
   * @throws IllegalArgumentException if it has none
   */
  static @Nullable Object of(String name, Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof TemporalAccessor || value instanceof TemporalAmount) {
      return time(name, value);
    }
    if (value instanceof Collection<?> items) {
      return items instanceof Set<?> set && !isOrdered(set)
          ? new Unordered(new ArrayList<>(set))
          : new ArrayList<>(items);
    }
    if (value instanceof Record) {
      return components(name, value);
    }
    if (value.getClass().isArray()) {
      return array(name, value);
    }
    return scalar(name, value);
  }

  /** The items of a set whose order is not its own; they are to be sorted. */
  record Unordered(List<?> items) {}

  private static boolean isOrdered(Set<?> set) {
    return set instanceof SortedSet || set instanceof LinkedHashSet || set instanceof EnumSet;
  }

  private static @Nullable Object scalar(String name, Object value) {
    if (value instanceof Character
        || value instanceof CharSequence
        || value instanceof UUID
        || value instanceof URI
        || value instanceof URL) {
      return value.toString();
    }
    if (value instanceof Optional<?> it) {
      return it.orElse(null);
    }
    if (value instanceof OptionalInt it) {
      return it.isPresent() ? it.getAsInt() : null;
    }
    if (value instanceof OptionalLong it) {
      return it.isPresent() ? it.getAsLong() : null;
    }
    if (value instanceof OptionalDouble it) {
      return it.isPresent() ? it.getAsDouble() : null;
    }
    if (value instanceof AtomicBoolean it) {
      return it.get();
    }
    if (value instanceof AtomicReference<?> it) {
      return it.get();
    }
    if (value instanceof Currency it) {
      return it.getCurrencyCode();
    }
    if (value instanceof Locale it) {
      return it.toLanguageTag();
    }
    if (value instanceof ZoneId it) {
      return it.getId();
    }
    if (value instanceof Calendar it) {
      return it.toInstant().toString();
    }
    if (value instanceof Date it) {
      return date(it);
    }
    throw refused(name, value);
  }

  @SuppressWarnings("JavaUtilDate") // hosts still use it
  private static String date(Date date) {
    String type = date.getClass().getName();
    boolean isPartial = type.equals("java.sql.Date") || type.equals("java.sql.Time");
    return isPartial ? date.toString() : date.toInstant().toString();
  }

  private static String time(String name, Object value) {
    if (value instanceof OffsetDateTime it) {
      return it.toInstant().toString();
    }
    if (value instanceof ZonedDateTime it) {
      return it.toInstant().toString();
    }
    if (value instanceof ZoneId it) {
      return it.getId();
    }
    if (value instanceof Temporal
        || value instanceof TemporalAmount
        || value instanceof DayOfWeek
        || value instanceof Month
        || value.getClass().getName().startsWith("java.time.")) {
      return value.toString();
    }
    throw refused(name, value);
  }

  private static Object array(String name, Object array) {
    if (array instanceof char[] letters) {
      return new String(letters);
    }
    if (array instanceof byte[]) {
      throw new IllegalArgumentException(
          "attribute `"
              + name
              + "` is an array of bytes, which has no one form in JSON; give text, in Base64 say");
    }
    List<@Nullable Object> items = new ArrayList<>(Array.getLength(array));
    for (int i = 0; i < Array.getLength(array); i++) {
      items.add(Array.get(array, i));
    }
    return items;
  }

  private static Map<String, @Nullable Object> components(String name, Object value) {
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      components.put(
          component.getName(),
          component(name + "." + component.getName(), component.getAccessor(), value));
    }
    return components;
  }

  private static @Nullable Object component(String name, Method accessor, Object value) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "attribute `" + name + "` cannot be read: its accessor throws " + e.getCause(), e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          "attribute `"
              + name
              + "` cannot be read: open the package of `"
              + value.getClass().getName()
              + "`, or give a Map",
          e);
    }
  }

  /**
   * The name that stands for the key of a map.
   *
   * @param prefix what its name begins with, for messages
   * @throws IllegalArgumentException if it has none
   */
  static String key(String prefix, @Nullable Object key) {
    if (key instanceof String name) {
      return name;
    }
    if (key instanceof Number || key instanceof Boolean) {
      return key.toString();
    }
    Object form =
        key == null || key instanceof Collection || key instanceof Map || key instanceof Record
            ? null
            : of(prefix + key, key);
    if (form instanceof String name) {
      return name;
    }
    throw new IllegalArgumentException(
        "attribute name `"
            + prefix
            + key
            + "` is not a string"
            + (key == null ? "" : " but a " + key.getClass().getName())
            + "; name attributes by text, an enum, a number or another value written as text");
  }

  /** Sorts values that have their forms: by their text, and numbers by value. */
  static void sort(List<Object> values) {
    values.sort(
        Comparator.comparing((Object it) -> it instanceof Number ? 0 : 1)
            .thenComparing(it -> it instanceof Number number ? number.doubleValue() : 0.0)
            .thenComparing(String::valueOf));
  }

  static IllegalArgumentException refused(String name, Object value) {
    return new IllegalArgumentException(
        "attribute `"
            + name
            + "` is a "
            + value.getClass().getName()
            + ", which has no one form in JSON; give text, a number, a truth value, a List, a Map"
            + " or a record of such values");
  }
}
