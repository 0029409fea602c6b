package org.equipoise.constitution.metering;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps facts as they were when rules could first match them: else the order in which rules fire
 * would decide. What a fact holds is copied so that it cannot change; what cannot be copied has no
 * place in a fact.
 */
public final class ImmutableFacts {
  private static final String COMPILED = "org.equipoise.constitution.compiled.";
  private static final int MAX_NESTING = 100;
  private static final long OF_AN_ENTRY = 40;
  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          UUID.class,
          Locale.class,
          Pattern.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  private final String where;
  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>(4);
  private int depth;

  private ImmutableFacts(String where) {
    this.where = where;
  }

  /**
   * What becomes a fact.
   *
   * @return the same if it cannot change, or else a copy that cannot
   * @throws IllegalArgumentException if it holds what could change and cannot be copied
   */
  public static Object fact(Object fact) {
    if (isSettled(fact)) {
      return fact;
    }
    return Objects.requireNonNull(new ImmutableFacts("the fact").of(fact, Object.class));
  }

  /**
   * What a field of a fact holds, when it becomes one; compiled types call this.
   *
   * @param type the field's own
   * @param where the field's name and its type's, as authors write them
   */
  public static @Nullable Object held(@Nullable Object value, Class<?> type, String where) {
    if (isSettled(value)) {
      return value;
    }
    return new ImmutableFacts("`" + where + "`").of(value, type);
  }

  /** What is read from a field whose type can change: of a fact, a copy. Compiled types call it. */
  public static @Nullable Object read(@Nullable Object value, boolean isFact) {
    return isFact && value != null ? new ImmutableFacts("it").of(value, value.getClass()) : value;
  }

  /** What a rule is given: a collection that other rules are given too is not its own to change. */
  public static @Nullable Object given(@Nullable Object value, Class<?> type) {
    if (!(value instanceof Collection || value instanceof Map) || !isOfJava(value.getClass())) {
      return value;
    }
    if (!type.isInterface() && type != Object.class) {
      return new ImmutableFacts("it").of(value, type);
    }
    if (value instanceof List<?> it) {
      return Collections.unmodifiableList(it);
    }
    if (value instanceof NavigableSet<?> it) {
      return Collections.unmodifiableNavigableSet(it);
    }
    if (value instanceof Set<?> it) {
      return Collections.unmodifiableSet(it);
    }
    if (value instanceof NavigableMap<?, ?> it) {
      return Collections.unmodifiableNavigableMap(it);
    }
    if (value instanceof Map<?, ?> it) {
      return Collections.unmodifiableMap(it);
    }
    return type == Object.class || type == Collection.class || type == Iterable.class
        ? Collections.unmodifiableCollection((Collection<?>) value)
        : value;
  }

  /**
   * Compiled types call this before they set a field.
   *
   * @throws IllegalStateException if rules may have matched the fact
   */
  public static void requireNoFact(boolean isFact, String where) {
    if (isFact) {
      throw new IllegalStateException(
          "`"
              + where
              + "` would change a fact that other rules may have matched; derive a new fact with"
              + " `insert( new … )`");
    }
  }

  /** Whether a value needs no copy; a declared fact does not, once it knows that it is one. */
  private static boolean isSettled(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || VALUES.contains(value.getClass())
        || value instanceof Enum) {
      return true;
    }
    if (value instanceof DeclaredFact fact) {
      fact.becomesFact();
      return true;
    }
    return false;
  }

  private @Nullable Object of(@Nullable Object value, Class<?> type) {
    if (value == null || isSettled(value)) {
      return value;
    }
    String name = value.getClass().getName();
    if (name.startsWith("java.time.")) {
      return value;
    }
    Object known = copies.get(value);
    if (known != null) {
      return known;
    }
    if (++depth > MAX_NESTING) {
      throw new IllegalArgumentException(where + " is nested more than " + MAX_NESTING + " deep");
    }
    Object copy = copy(value, name, type);
    depth--;
    copies.put(value, copy);
    return copy;
  }

  private Object copy(Object value, String name, Class<?> type) {
    boolean isConcrete = type != Object.class && !type.isInterface();
    if (value.getClass().isArray() && isConcrete) {
      return array(value);
    }
    if (value instanceof Collection<?> it) {
      return isConcrete ? concrete(it) : collection(it);
    }
    if (value instanceof Map<?, ?> it) {
      return isConcrete ? concrete(it) : map(it);
    }
    if (value instanceof Map.Entry<?, ?> it) {
      return new AbstractMap.SimpleImmutableEntry<>(element(it.getKey()), element(it.getValue()));
    }
    if (value instanceof Optional<?> it) {
      return it.map(this::element);
    }
    boolean isOfAuthor = name.startsWith(COMPILED);
    if (isOfAuthor && value.getClass().isRecord() && isUnchanging(value)) {
      return value;
    }
    if (!isOfAuthor && !isOfJava(value.getClass())) {
      return value; // the host's own
    }
    throw new IllegalArgumentException(
        where
            + " holds "
            + (value.getClass().isArray() ? "an array" : "an object")
            + " that could change; give it a value, a list, a set, a map or a declared type");
  }

  private static boolean isOfJava(Class<?> type) {
    return type.getClassLoader() == null;
  }

  private @Nullable Object element(@Nullable Object value) {
    return of(value, Object.class);
  }

  private static void takes(int size) {
    Meter.steps(size);
    Meter.takes(OF_AN_ENTRY * size);
  }

  private Object array(Object array) {
    int length = Array.getLength(array);
    takes(length);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    if (array instanceof Object[]) {
      Class<?> component = array.getClass().getComponentType();
      for (int i = 0; i < length; i++) {
        Array.set(copy, i, of(Array.get(array, i), component));
      }
    }
    return copy;
  }

  private Collection<?> collection(Collection<?> values) {
    if (values instanceof SortedSet<?> it) {
      return Collections.unmodifiableNavigableSet(sorted(it));
    }
    takes(values.size());
    Collection<@Nullable Object> copy =
        values instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
    values.forEach(it -> copy.add(element(it)));
    return copy instanceof Set<?> set
        ? Collections.unmodifiableSet(set)
        : Collections.unmodifiableList((List<?>) copy);
  }

  private <T> NavigableSet<T> sorted(SortedSet<T> values) {
    takes(values.size());
    TreeSet<T> copy = new TreeSet<>(values);
    values.forEach(this::element);
    return copy;
  }

  private Map<?, ?> map(Map<?, ?> values) {
    if (values instanceof SortedMap<?, ?> it) {
      return Collections.unmodifiableNavigableMap(sorted(it));
    }
    takes(values.size());
    Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
    values.forEach((key, value) -> copy.put(element(key), element(value)));
    return Collections.unmodifiableMap(copy);
  }

  @SuppressWarnings("unchecked") // a value stays of its type, or is refused
  private <K, V> NavigableMap<K, V> sorted(SortedMap<K, V> values) {
    takes(values.size());
    TreeMap<K, V> copy = new TreeMap<>(values);
    copy.keySet().forEach(this::element);
    copy.replaceAll((key, value) -> (V) element(value));
    return copy;
  }

  /** A copy that can be held by a field whose type is a class that can change. */
  private Object concrete(Collection<?> values) {
    Class<?> type = values.getClass();
    if (type == ArrayList.class) {
      return new ArrayList<>(collection(values));
    }
    if (type == HashSet.class) {
      return new HashSet<>(collection(values));
    }
    if (type == LinkedHashSet.class) {
      return new LinkedHashSet<>(collection(values));
    }
    if (type == TreeSet.class) {
      return sorted((SortedSet<?>) values);
    }
    throw notCopied(type);
  }

  private Object concrete(Map<?, ?> values) {
    Class<?> type = values.getClass();
    if (type == HashMap.class) {
      return new HashMap<>(map(values));
    }
    if (type == LinkedHashMap.class) {
      return new LinkedHashMap<>(map(values));
    }
    if (type == TreeMap.class) {
      return sorted((SortedMap<?, ?>) values);
    }
    throw notCopied(type);
  }

  private IllegalArgumentException notCopied(Class<?> type) {
    return new IllegalArgumentException(
        where + " holds a `" + type.getSimpleName() + "`, which could change; use a `List`");
  }

  /** Whether all that a record holds is unchanging already. */
  private boolean isUnchanging(Object record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object held = component.getAccessor().invoke(record);
        boolean isList =
            held != null && held.getClass().getName().startsWith("java.util.ImmutableCollections$");
        if (isList) {
          element(held); // holds nothing that could change, or it throws
        } else if (element(held) != held) {
          return false;
        }
      } catch (ReflectiveOperationException e) {
        return false;
      }
    }
    return true;
  }
}
