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
 * The attributes of a case, an output or a judgment: JSON values by name. A dotted name reaches
 * into nested objects. Immutable and thread-safe.
 *
 * <p>Values are null, {@code Boolean}, {@code String}, {@code Integer}, {@code Long} (if an int is
 * too small), {@code Double} (if a number is no integer), {@code List}, {@code Map} and {@link
 * Disputed}. A number has the smallest of these types. So {@code 3} and {@code 3.0} are one value,
 * which a rule compares with {@code == 3}.
 *
 * <p>Other Java values with one obvious form are converted to it. Enums become their name. Dates,
 * times and durations become ISO 8601 text; those with a zone or an offset become the instant in
 * UTC. Characters, UUIDs, URIs, currencies and locales become text. Optionals become their value or
 * null. Arrays and collections become lists; a set without an order of its own is sorted. Records
 * become objects of their components.
 */
public final class Attributes {
  private static final SortedMap<String, Disputed> NO_DISPUTED =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  private static final Attributes NONE = new Attributes(Map.of(), false);

  /** A placeholder for an object that is created on the first access. */
  private static final Object UNMADE = new Object();

  private final AttributeNames names;

  /**
   * The values by position. Written only to create an object on first access, under the lock of
   * this instance.
   */
  private final @Nullable Object[] values;

  private @Nullable Map<String, Object> tree;
  private final SortedMap<String, Disputed> disputed;
  private final long length;

  static {
    Access.install();
  }

  /** Gives the library access to attributes by the positions of their names. */
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

  /** Returns an instance without attributes. */
  public static Attributes none() {
    return NONE;
  }

  /**
   * Creates attributes from a map of names to values. Nested maps become dotted names.
   *
   * @throws IllegalArgumentException if a value has a type that is not allowed, a number is not
   *     finite, or a dotted name occurs twice
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
   * Creates extension fields, which are not read by dotted name. Two fields may have the same
   * dotted name; {@link #get} then returns the first, and {@link #asMap} contains both.
   *
   * @throws IllegalArgumentException if a value has a type that is not allowed, or a number is not
   *     finite
   */
  public static Attributes carried(Map<String, ?> values) {
    return values.isEmpty() ? NONE : new Attributes(checked(values), true);
  }

  /**
   * Returns the value under a dotted name, or null if there is none. For a disputed attribute,
   * returns the asserted value.
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

  /**
   * Returns all dotted names that have a value, including names of inner objects, in order of
   * appearance.
   */
  public Set<String> names() {
    return names.all();
  }

  /** Returns the number of names that have a value, including names of inner objects. */
  public int size() {
    return values.length;
  }

  /** Returns the disputed attributes by dotted name, in ascending order. */
  public SortedMap<String, Disputed> disputed() {
    return disputed;
  }

  /** Returns the values as nested maps, disputed ones as {@link Disputed}. */
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

  /**
   * Returns the disputed attributes after one changes to another value, which may not be disputed.
   */
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
   * Builds a map of the same names.
   *
   * @param next the position of the next name, which advances
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

  /** Walks a tree with known names and collects its values. */
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

  /** Returns the approximate number of characters of the written form. */
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
