package org.equipoise.constitution;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may sign for changes of a constitution: {@code signOff} in {@code constitution.json}.
 * Immutable and safe to share between threads.
 *
 * @param keys the keys of each role, in C2SP verifier form; each key is in one role only
 * @param ordinary what an amendment needs
 * @param entrenched what it needs besides if it touches an entrenched rule, or this itself
 * @param unsettle what it needs besides if it removes or alters a settled fixture
 */
public record SignOff(
    SortedMap<String, List<String>> keys,
    Requirement ordinary,
    Requirement entrenched,
    Requirement unsettle) {

  public SignOff {
    TreeMap<String, List<String>> copied = new TreeMap<>();
    keys.forEach((role, all) -> copied.put(role, List.copyOf(all)));
    keys = Collections.unmodifiableSortedMap(copied);
  }

  /**
   * How many have to sign, and how long an amendment has to lie open.
   *
   * @param signatures how many of each role, at least 1 each
   * @param days the least number of days between the proposal and the adoption, at least 0
   */
  public record Requirement(SortedMap<String, Integer> signatures, int days) {
    /** Nothing is needed. */
    public static final Requirement NONE = new Requirement(new TreeMap<>(), 0);

    public Requirement {
      signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
    }

    /** Returns what satisfies both: of each role and of the days, the greater number. */
    public Requirement and(Requirement other) {
      TreeMap<String, Integer> both = new TreeMap<>(signatures);
      other.signatures.forEach((role, number) -> both.merge(role, number, Math::max));
      return new Requirement(both, Math.max(days, other.days));
    }
  }

  /** Returns the role of a key; empty if it has none. */
  public Optional<String> role(String key) {
    return keys.entrySet().stream()
        .filter(it -> it.getValue().contains(key))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns all keys, sorted. */
  public List<String> allKeys() {
    TreeSet<String> all = new TreeSet<>();
    keys.values().forEach(all::addAll);
    return List.copyOf(all);
  }
}
