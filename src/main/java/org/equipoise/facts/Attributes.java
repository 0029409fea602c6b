package org.equipoise.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The free attributes of a case, an output or a judgment: JSON values by name, where nested objects
 * are reached by dotted names. Immutable.
 *
 * <p>Values are null, {@code Boolean}, {@code String}, {@code Integer}, {@code Long} (where an int
 * is too small), {@code Double} (where a number is no integer), {@code List}, {@code Map} and
 * {@link Disputed}. Numbers are held in the smallest of these types, so that {@code 3} and {@code
 * 3.0} are one value, which a rule compares with {@code == 3}.
 */
public final class Attributes {
  private static final Attributes NONE = new Attributes(Map.of());

  private final Map<String, Object> tree;
  private final Map<String, Object> byName;
  private final SortedMap<String, Disputed> disputed;
  private long length;

  private Attributes(Map<String, Object> tree) {
    this.tree = tree;
    this.byName = new LinkedHashMap<>();
    TreeMap<String, Disputed> found = new TreeMap<>();
    index("", tree, found);
    this.disputed = Collections.unmodifiableSortedMap(found);
  }

  /** No attributes. */
  public static Attributes none() {
    return NONE;
  }

  /**
   * Attributes from a map of names to values; nested maps become dotted names.
   *
   * @throws IllegalArgumentException if a value is of no allowed type, a number is not finite, or
   *     one dotted name is given twice
   */
  public static Attributes of(Map<String, ?> values) {
    return values.isEmpty() ? NONE : new Attributes(copyOf("", values));
  }

  /**
   * The value under a name, or null if there is none. A disputed attribute yields its asserted
   * value.
   */
  public @Nullable Object get(String name) {
    Object value = byName.get(name);
    return value instanceof Disputed it ? it.value() : value;
  }

  /** Every name that has a value, dotted, inner objects included; in order of appearance. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** The disputed attributes by dotted name, sorted. */
  public SortedMap<String, Disputed> disputed() {
    return disputed;
  }

  /** The values as they were given, nested; disputed ones as {@link Disputed}. */
  public Map<String, Object> asMap() {
    return tree;
  }

  private void index(String prefix, Map<String, Object> node, Map<String, Disputed> found) {
    node.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (byName.containsKey(name)) {
            throw new IllegalArgumentException("attribute `" + name + "` is given twice");
          }
          byName.put(name, value);
          length += value instanceof Map<?, ?> ? key.length() : key.length() + length(value);
          if (value instanceof Disputed it) {
            found.put(name, it);
          } else if (value instanceof Map<?, ?> inner) {
            index(name + ".", asTree(inner), found);
          }
        });
  }

  private static long length(@Nullable Object value) {
    long length = 8;
    if (value instanceof String text) {
      length += text.length();
    } else if (value instanceof List<?> items) {
      for (Object item : items) {
        length += length(item);
      }
    } else if (value instanceof Disputed it) {
      length += length(it.value());
    } else if (value instanceof Map<?, ?> inner) {
      for (Map.Entry<?, ?> each : inner.entrySet()) {
        length += ((String) each.getKey()).length() + length(each.getValue());
      }
    }
    return length;
  }

  /** About how many characters it takes to write them. */
  public long length() {
    return length;
  }

  @SuppressWarnings("unchecked") // only copyOf makes these maps, with string keys
  private static Map<String, Object> asTree(Map<?, ?> inner) {
    return (Map<String, Object>) inner;
  }

  private static Map<String, Object> copyOf(String prefix, Map<?, ?> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException("attribute name `" + key + "` is not a string");
          }
          copy.put(name, copyOf(prefix + name, value));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copyOf(String name, @Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Number number) {
      return smallest(name, number);
    }
    if (value instanceof Disputed it) {
      return new Disputed(copyOf(name, it.value()), it.credence());
    }
    if (value instanceof Map<?, ?> inner) {
      return copyOf(name + ".", inner);
    }
    if (value instanceof List<?> items) {
      List<Object> copy = new ArrayList<>(items.size());
      for (Object item : items) {
        copy.add(copyOf(name, item));
      }
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        "attribute `" + name + "` is a " + value.getClass().getName() + ", not a JSON value");
  }

  private static Object smallest(String name, Number number) {
    double approximate = number.doubleValue();
    if (Double.isNaN(approximate) || Double.isInfinite(approximate)) {
      throw new IllegalArgumentException("attribute `" + name + "` is not a finite number");
    }
    boolean isLong = number instanceof Long || number instanceof Integer;
    if (isLong || (approximate == Math.rint(approximate) && Math.abs(approximate) < 1L << 53)) {
      long whole = number.longValue();
      return (int) whole == whole ? (Object) (int) whole : (Object) whole;
    }
    return approximate;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that && tree.equals(that.tree);
  }

  @Override
  public int hashCode() {
    return tree.hashCode();
  }

  @Override
  public String toString() {
    return tree.toString();
  }
}
