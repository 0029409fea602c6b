package org.equipoise.constitution;

import java.util.Collections;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a constitution declares in {@code attributes.json}. Immutable and safe to
 * share between threads.
 */
public final class Declarations {

  /** What becomes of attributes of a case that are not declared, or are of another type. */
  public enum Undeclared {
    /** Nobody is told. */
    IGNORE,
    /** Each name is told once. */
    WARN,
    /** The case cannot be decided. */
    REFUSE;

    /** Returns the word as {@code constitution.json} writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Declarations NONE = new Declarations(new TreeMap<>(), Undeclared.IGNORE, false);

  private final NavigableMap<String, Attribute> byName;
  private final Undeclared undeclared;
  private final boolean isGiven;

  private Declarations(TreeMap<String, Attribute> byName, Undeclared undeclared, boolean isGiven) {
    this.byName = Collections.unmodifiableNavigableMap(byName);
    this.undeclared = undeclared;
    this.isGiven = isGiven;
  }

  static Declarations of(TreeMap<String, Attribute> byName, Undeclared undeclared) {
    return new Declarations(byName, undeclared, true);
  }

  /** Returns whether the constitution has an {@code attributes.json}. */
  public boolean isGiven() {
    return isGiven;
  }

  /** Returns the declared attributes by name. Unmodifiable. */
  public SortedMap<String, Attribute> byName() {
    return byName;
  }

  /** Returns what becomes of attributes of a case that are not declared. */
  public Undeclared undeclared() {
    return undeclared;
  }

  /**
   * Returns the declaration that a name is covered by: its own, or that of an object that it is in;
   * null if there is none.
   */
  @Nullable Attribute covering(String name) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      Attribute found = byName.get(name.substring(0, end));
      if (found != null && (end == name.length() || found.type() == Attribute.Type.OBJECT)) {
        return found;
      }
    }
    return null;
  }

  /** Returns a declared attribute that is inside an object of this name; null if there is none. */
  @Nullable Attribute inside(String name) {
    var next = byName.ceilingEntry(name + ".");
    return next != null && next.getKey().startsWith(name + ".") ? next.getValue() : null;
  }
}
