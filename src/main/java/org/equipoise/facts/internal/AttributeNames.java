package org.equipoise.facts.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The dotted names of a tree of attributes, each with a place, from 0 in order of appearance.
 * Attributes of the same names, objects included, mostly share one instance. Immutable.
 */
public final class AttributeNames {
  /** Attributes with more names are not likely to come again: nothing about them is kept. */
  public static final int MAX_KEPT_NAMES = 1_000;

  /** Recent instances: services see the same names again and again. */
  private static final AtomicReferenceArray<@Nullable AttributeNames> RECENT =
      new AtomicReferenceArray<>(64);

  private final Map<String, Integer> places;
  private final List<String> inOrder;
  private final int[] objects;
  private final int[] leaves;
  private final Map<String, Object> outline;
  private final long length;
  private final int hash;

  private AttributeNames(Finder finder, Map<String, Object> outline) {
    this.places = finder.places;
    this.inOrder = List.copyOf(finder.inOrder);
    this.objects = finder.places(true);
    this.leaves = finder.places(false);
    this.outline = outline;
    this.length = finder.length;
    this.hash = (inOrder.hashCode() * 0x9E3779B9) >>> 16;
  }

  /**
   * The names in a tree.
   *
   * @param admitsTwice whether two values may have one dotted name, which is then the first one's
   * @throws IllegalArgumentException if two have and may not
   */
  public static AttributeNames of(Map<String, Object> tree, boolean admitsTwice) {
    int hash = 0;
    for (String name : tree.keySet()) {
      hash = 31 * hash + name.hashCode();
    }
    int slot = (hash ^ hash >>> 16) & (RECENT.length() - 1);
    AttributeNames recent = RECENT.get(slot);
    if (recent != null && areIn(recent.outline, tree)) {
      return recent;
    }
    Finder finder = new Finder(admitsTwice);
    AttributeNames made = new AttributeNames(finder, finder.outline("", tree));
    if (made.size() <= MAX_KEPT_NAMES && made.places.size() == made.size()) {
      RECENT.set(slot, made);
    }
    return made;
  }

  /** Whether a tree has the names of an outline, in the same order, and no others. */
  private static boolean areIn(Map<?, ?> outline, Map<?, ?> tree) {
    if (outline.size() != tree.size()) {
      return false;
    }
    Iterator<? extends Map.Entry<?, ?>> all = tree.entrySet().iterator();
    for (Map.Entry<?, ?> expected : outline.entrySet()) {
      Map.Entry<?, ?> found = all.next();
      Object inner = expected.getValue();
      if (!expected.getKey().equals(found.getKey())
          || (inner != null) != isObject(found.getValue())
          || (inner != null && !areIn((Map<?, ?>) inner, (Map<?, ?>) found.getValue()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value is of the most frequent kinds; cheaper to ask than for an interface. */
  public static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof String;
  }

  /** Whether a value is an object, whose fields have names of their own. */
  public static boolean isObject(@Nullable Object value) {
    return !isPlain(value) && value instanceof Map;
  }

  /** How many names there are. */
  public int size() {
    return inOrder.size();
  }

  /** All names, in order of appearance, each once. */
  public Set<String> all() {
    return Collections.unmodifiableSet(places.keySet());
  }

  /** The place of a name; −1 if there is none. */
  public int place(String name) {
    return places.getOrDefault(name, -1);
  }

  /** The name at a place. */
  public String at(int place) {
    return inOrder.get(place);
  }

  /** The places of objects; not to be changed. */
  public int[] objects() {
    return objects;
  }

  /** The places of values that are no objects; not to be changed. */
  public int[] leaves() {
    return leaves;
  }

  /** A tree with these names, and null for each value that is no object. */
  public Map<String, Object> outline() {
    return outline;
  }

  /** About how many characters it takes to write the names. */
  public long length() {
    return length;
  }

  /** The same number for the same names. */
  int hash() {
    return hash;
  }

  /** Finds the names in a tree. */
  private static final class Finder {
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<String> inOrder = new ArrayList<>();
    private final BitSet areObjects = new BitSet();
    private final boolean admitsTwice;
    private long length;

    Finder(boolean admitsTwice) {
      this.admitsTwice = admitsTwice;
    }

    int[] places(boolean ofObjects) {
      return IntStream.range(0, inOrder.size())
          .filter(it -> areObjects.get(it) == ofObjects)
          .toArray();
    }

    Map<String, Object> outline(String prefix, Map<?, ?> tree) {
      Map<String, Object> outline = new LinkedHashMap<>();
      tree.forEach(
          (key, value) -> {
            String ownName = (String) key;
            String name = prefix + ownName;
            int place = inOrder.size();
            inOrder.add(name);
            if (places.putIfAbsent(name, place) != null && !admitsTwice) {
              throw new IllegalArgumentException("attribute `" + name + "` is given twice");
            }
            length += ownName.length();
            areObjects.set(place, isObject(value));
            outline.put(ownName, isObject(value) ? outline(name + ".", (Map<?, ?>) value) : null);
          });
      return outline;
    }
  }
}
