package org.equipoise.facts;

import static org.equipoise.facts.internal.AttributeNames.isObject;
import static org.equipoise.facts.internal.AttributeNames.isPlain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.equipoise.facts.internal.AttributeAccess;
import org.equipoise.facts.internal.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * The free attributes of a case, an output or a judgment: JSON values by name, where nested objects
 * are reached by dotted names. Immutable.
 *
 * <p>Values are null, {@code Boolean}, {@code String}, {@code Integer}, {@code Long} (where an int
 * is too small), {@code Double} (where a number is no integer), {@code List}, {@code Map} and
 * {@link Disputed}. Numbers are held in the smallest of these types, so that {@code 3} and {@code
 * 3.0} are one value, which a rule compares with {@code == 3}.
 *
 * <p>Other values of Java that have one obvious form are given as they are and held in that form:
 * enums by name, dates, times and durations in ISO 8601 (those with a zone or an offset as the
 * instant in UTC), characters, UUIDs, URIs, currencies and locales as text, optionals as their
 * value or null, arrays and collections as lists (a set without an order of its own sorted), and
 * records as objects of their components.
 */
public final class Attributes {
  private static final SortedMap<String, Disputed> NO_DISPUTED =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  private static final Attributes NONE = new Attributes(Map.of(), false);

  /** Stands for an object that is not made before somebody asks for it. */
  private static final Object UNMADE = new Object();

  private final AttributeNames names;

  /** By place; written to at most where an object is unmade, under the lock of this. */
  private final @Nullable Object[] values;

  private @Nullable Map<String, Object> tree;
  private final SortedMap<String, Disputed> disputed;
  private final long length;

  static {
    Access.install();
  }

  /** Lets the library reach attributes by the places of their names. */
  private static final class Access extends AttributeAccess {
    static void install() {
      install(new Access());
    }

    @Override
    protected AttributeNames namesOf(Attributes attributes) {
      return attributes.names;
    }

    @Override
    protected @Nullable Object givenAt(Attributes attributes, int place) {
      return attributes.givenAt(place);
    }

    @Override
    protected @Nullable Object valueAt(Attributes attributes, int place) {
      return attributes.at(place);
    }

    @Override
    protected Attributes changed(Attributes attributes, int[] leaves, List<?> others) {
      return attributes.withLeaves(leaves, others);
    }
  }

  private Attributes(Map<String, Object> tree, boolean admitsTwice) {
    this.names = AttributeNames.of(tree, admitsTwice);
    Filling filling = new Filling(names);
    filling.add(tree);
    this.values = filling.values;
    this.tree = tree;
    this.disputed = Collections.unmodifiableSortedMap(filling.disputed);
    this.length = names.length() + filling.length;
  }

  private Attributes(
      AttributeNames names,
      @Nullable Object[] values,
      SortedMap<String, Disputed> disputed,
      long leavesLength) {
    this.names = names;
    this.values = values;
    this.disputed = disputed;
    this.length = names.length() + leavesLength;
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
    return values.isEmpty() ? NONE : new Attributes(checked(values), false);
  }

  private static Map<String, Object> checked(Map<String, ?> values) {
    try {
      return copyOf("", values);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(
          "the attributes are nested too deeply, or hold themselves", e);
    }
  }

  /**
   * Fields that are carried along, of which nobody asks for one by its dotted name: two may have
   * the same, which then stands for the first, and {@link #asMap} has both.
   *
   * @throws IllegalArgumentException if a value is of no allowed type, or a number is not finite
   */
  public static Attributes carried(Map<String, ?> values) {
    return values.isEmpty() ? NONE : new Attributes(checked(values), true);
  }

  /**
   * The value under a name, or null if there is none. A disputed attribute yields its asserted
   * value.
   */
  public @Nullable Object get(String name) {
    return at(names.place(name));
  }

  private @Nullable Object at(int place) {
    Object value = place < 0 ? null : givenAt(place);
    return value instanceof Disputed it ? it.value() : value;
  }

  private @Nullable Object givenAt(int place) {
    Object value = values[place];
    if (value == UNMADE) {
      make();
      value = values[place];
    }
    return value;
  }

  /** Every name that has a value, dotted, inner objects included; in order of appearance. */
  public Set<String> names() {
    return names.all();
  }

  /** How many names have a value, inner objects included. */
  public int size() {
    return values.length;
  }

  /** The disputed attributes by dotted name, sorted. */
  public SortedMap<String, Disputed> disputed() {
    return disputed;
  }

  /** The values as they were given, nested; disputed ones as {@link Disputed}. */
  public Map<String, Object> asMap() {
    Map<String, Object> made = tree;
    return made != null ? made : make();
  }

  private Attributes withLeaves(int[] leaves, List<?> others) {
    if (leaves.length != others.size()) {
      throw new IllegalArgumentException(
          others.size() + " values are given for " + leaves.length + " attributes");
    }
    @Nullable Object[] next = values.clone();
    for (int place : names.objects()) {
      next[place] = UNMADE;
    }
    SortedMap<String, Disputed> found = disputed;
    long leavesLength = length - names.length();
    for (int i = 0; i < leaves.length; i++) {
      int place = names.leaves()[leaves[i]];
      Object before = next[place];
      Object value = others.get(i);
      if (!isPlain(value)) {
        value = copyOf(names.at(place), value);
      }
      next[place] = value;
      leavesLength += length(value) - length(before);
      if (!isPlain(value) || !isPlain(before)) {
        found = changed(found, names.at(place), value);
      }
    }
    return new Attributes(
        names,
        next,
        found == disputed ? found : Collections.unmodifiableSortedMap(found),
        leavesLength);
  }

  /** The disputed attributes, where one is now another value, which may not be disputed. */
  private SortedMap<String, Disputed> changed(
      SortedMap<String, Disputed> before, String name, @Nullable Object value) {
    if (value instanceof Map) {
      throw new IllegalArgumentException("attribute `" + name + "` is an object");
    }
    if (!(value instanceof Disputed) && !before.containsKey(name)) {
      return before;
    }
    SortedMap<String, Disputed> after = before == disputed ? new TreeMap<>(before) : before;
    if (value instanceof Disputed it) {
      after.put(name, it);
    } else {
      after.remove(name);
    }
    return after;
  }

  private synchronized Map<String, Object> make() {
    Map<String, Object> made = tree;
    if (made == null) {
      made = make(names.outline(), new int[1]);
      tree = made;
    }
    return made;
  }

  /**
   * @param next the place of the next name, which moves on
   */
  private Map<String, Object> make(Map<String, Object> like, int[] next) {
    Map<String, Object> made = new LinkedHashMap<>();
    like.forEach(
        (key, value) -> {
          int place = next[0]++;
          if (value instanceof Map<?, ?> inner) {
            values[place] = make(asTree(inner), next);
          }
          made.put(key, values[place]);
        });
    return Collections.unmodifiableMap(made);
  }

  /** Goes over a tree whose names are known and takes its values. */
  private static final class Filling {
    private final AttributeNames names;
    private int place;
    final @Nullable Object[] values;
    SortedMap<String, Disputed> disputed = NO_DISPUTED;
    long length;

    Filling(AttributeNames names) {
      this.names = names;
      this.values = new Object[names.size()];
    }

    void add(Map<String, Object> tree) {
      for (Object value : tree.values()) {
        values[place] = value;
        if (isObject(value)) {
          place++;
          add(asTree((Map<?, ?>) value));
          continue;
        }
        length += length(value);
        if (value instanceof Disputed it) {
          disputed = disputed.isEmpty() ? new TreeMap<>() : disputed;
          disputed.put(names.at(place), it);
        }
        place++;
      }
    }
  }

  private static long length(@Nullable Object value) {
    long length = 8;
    if (value instanceof String text) {
      length += text.length();
    } else if (isPlain(value)) {
      return length;
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
          String name = JsonForms.key(prefix, key);
          if (copy.containsKey(name)) {
            throw new IllegalArgumentException(
                "attribute `" + prefix + name + "` is given twice, by keys that are written alike");
          }
          copy.put(name, copyOf(prefix + name, value));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copyOf(String name, @Nullable Object value) {
    if (value == null || isPlain(value)) {
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
      return Collections.unmodifiableList(copyOf(name, items));
    }
    Object form = JsonForms.of(name, value);
    if (form instanceof JsonForms.Unordered set) {
      List<Object> copy = copyOf(name, set.items());
      JsonForms.sort(copy);
      return Collections.unmodifiableList(copy);
    }
    return copyOf(name, form);
  }

  private static List<Object> copyOf(String name, List<?> items) {
    List<Object> copy = new ArrayList<>(items.size());
    for (Object item : items) {
      boolean isLeaf = isPlain(item) || item instanceof Number;
      copy.add(copyOf(isLeaf ? name : name + "[" + copy.size() + "]", item));
    }
    return copy;
  }

  private static Object smallest(String name, Number number) {
    double approximate = number.doubleValue();
    if (Double.isNaN(approximate) || Double.isInfinite(approximate)) {
      throw new IllegalArgumentException("attribute `" + name + "` is not a finite number");
    }
    boolean isLong =
        number instanceof Long
            || number instanceof Integer
            || number instanceof AtomicLong
            || number instanceof LongAdder
            || (number instanceof BigInteger big && big.bitLength() < Long.SIZE);
    if (isLong || (approximate == Math.rint(approximate) && Math.abs(approximate) < 1L << 53)) {
      long whole = number.longValue();
      return (int) whole == whole ? (Object) (int) whole : (Object) whole;
    }
    BigDecimal exact = Values.decimal(number);
    boolean isWhole = exact.signum() != 0 && exact.stripTrailingZeros().scale() <= 0;
    if (isWhole && Math.abs(approximate) < 0x1p63 && !(number instanceof Double)) {
      return exact.longValueExact();
    }
    return exact.doubleValue(); // of a float the double that the same decimal denotes
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that && asMap().equals(that.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
