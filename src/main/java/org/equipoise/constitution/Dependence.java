package org.equipoise.constitution;

import java.util.Set;
import java.util.TreeSet;
import org.equipoise.language.Word;
import org.jspecify.annotations.Nullable;

/** What a rule's firing depends on, and what depends on it, by type of fact. */
final class Dependence {

  /**
   * That a rule matches facts of a type.
   *
   * @param status for claims, the one status that is matched, or null for any
   * @param hidden whether the rule's matches do not show these facts, as under {@code not}, {@code
   *     exists}, {@code forall}, {@code accumulate}, {@code collect} and queries
   */
  record Read(String type, @Nullable String status, boolean hidden) implements Comparable<Read> {
    @Override
    public int compareTo(Read other) {
      return toString().compareTo(other.toString());
    }
  }

  /**
   * That a rule derives facts of a type.
   *
   * @param status for claims, the status claimed; for conflicts, the kind
   */
  record Derived(String type, @Nullable String status) implements Comparable<Derived> {
    @Override
    public int compareTo(Derived other) {
      return toString().compareTo(other.toString());
    }
  }

  private final Set<Read> reads = new TreeSet<>();
  private final Set<Derived> derives = new TreeSet<>();
  private final Set<Word> said = new TreeSet<>();

  void reads(String type, @Nullable String status, boolean hidden) {
    reads.add(new Read(type, status, hidden));
  }

  void derives(String type, @Nullable String status) {
    derives.add(new Derived(type, status));
  }

  /** Facts of a type are derived of some statuses, whatever was known before. */
  void derivesInstead(String type, Set<String> statuses) {
    derives.removeIf(it -> it.type().equals(type));
    statuses.forEach(it -> derives(type, it));
  }

  /** A word of the vocabulary is said, be it by a function that is called. */
  void says(Word word) {
    said.add(word);
  }

  Set<Word> said() {
    return said;
  }

  /** Whether anything of the other was new. */
  boolean add(Dependence other) {
    boolean isNew = reads.addAll(other.reads);
    isNew |= said.addAll(other.said);
    return derives.addAll(other.derives) || isNew;
  }

  Set<Read> reads() {
    return reads;
  }

  Set<Derived> derives() {
    return derives;
  }

  /** Whether a pattern can match a derived fact. */
  static boolean meets(FactTypes types, Read read, Derived derived) {
    return types.covers(read.type(), derived.type())
        && (read.status() == null
            || derived.status() == null
            || read.status().equals(derived.status()));
  }
}
