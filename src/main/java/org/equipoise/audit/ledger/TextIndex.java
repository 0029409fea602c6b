package org.equipoise.audit.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Texts by their first characters, so that many are found in one pass over another text. */
final class TextIndex {
  private final int known;
  private final Map<String, Set<String>> byBeginning = new HashMap<>();

  /** A bit for each first character, by its last six bits, since most places begin no text. */
  private long firsts;

  /**
   * Creates an empty index.
   *
   * @param known the number of first characters, which each text has at least
   */
  TextIndex(int known) {
    this.known = known;
  }

  void add(String text) {
    firsts |= 1L << text.charAt(0);
    byBeginning.computeIfAbsent(text.substring(0, known), it -> new HashSet<>()).add(text);
  }

  boolean isEmpty() {
    return byBeginning.isEmpty();
  }

  /** Returns whether one of these texts begins at a place of another and passes a test. */
  boolean isAt(String text, int at, Predicate<String> test) {
    if (at + known > text.length() || (firsts >>> text.charAt(at) & 1) == 0) {
      return false;
    }
    for (String each : byBeginning.getOrDefault(text.substring(at, at + known), Set.of())) {
      if (text.startsWith(each, at) && test.test(each)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether one of these texts is in another. */
  boolean isIn(String text) {
    for (int i = 0; !isEmpty() && i + known <= text.length(); i++) {
      if (isAt(text, i, it -> true)) {
        return true;
      }
    }
    return false;
  }
}
