package org.equipoise.constitution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
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
  private final DeclaredFacts facts;

  private Declarations(
      NavigableMap<String, Attribute> byName, Undeclared undeclared, boolean isGiven) {
    this.byName = Collections.unmodifiableNavigableMap(byName);
    this.undeclared = undeclared;
    this.isGiven = isGiven;
    this.facts = new DeclaredFacts(byName.values());
  }

  static Declarations of(NavigableMap<String, Attribute> byName, Undeclared undeclared) {
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

  /** Returns the case as rules see it: without values of another type than is declared. */
  public Case fitting(Case given) {
    return isGiven ? facts.fitting(given) : given;
  }

  /** Returns the judgments as rules see them: without circumstances of another type. */
  public List<Judgment> fitting(List<Judgment> judgments) {
    return isGiven ? facts.fitting(judgments) : judgments;
  }

  /**
   * Returns the attributes that a case does not have, or has with another type, and whose {@code
   * missing} is {@code unknown}, by output and name; and those that a detector failed to read,
   * whatever their {@code missing} is.
   */
  public List<UnknownAttribute> unknown(Case given) {
    return isGiven ? facts.unknown(given) : List.of();
  }

  /**
   * Returns the case in which unknown truth values are disputed: true, with a credence of one half.
   * Other unknown attributes stay absent, since more than two values are no dispute.
   */
  public Case disputed(Case given) {
    Map<UnknownAttribute, Object> disputes = new LinkedHashMap<>();
    for (UnknownAttribute each : unknown(given)) {
      if (each.isTruthValue()) {
        disputes.put(each, new Disputed(true, 0.5));
      }
    }
    return settled(given, disputes);
  }

  /** Returns the case in which unknown attributes have some values. */
  public Case settled(Case given, Map<UnknownAttribute, Object> values) {
    return DeclaredFacts.settled(given, values);
  }

  /**
   * Returns the attributes whose {@code missing} is {@code error} and which a case or a judgment on
   * it does not have, as messages name them; and those that a detector failed to read and whose
   * values cannot all be tried.
   */
  public List<String> required(Case given, List<Judgment> judgments) {
    return isGiven ? facts.required(given, judgments) : List.of();
  }

  List<Attribute> of(Attribute.Subject subject) {
    return facts.of(subject);
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
