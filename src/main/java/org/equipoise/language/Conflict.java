package org.equipoise.language;

import java.util.List;

/**
 * Things that cannot all stand. Its derivations show which things these are. Immutable.
 *
 * @param kind {@code clash}, {@code dilemma}, {@code preference}, {@code precedent}, {@code
 *     authored}, or a kind that a rule file in {@code rules/kernel/} adds
 * @param about the outputs, keys or named participants, in words and in ascending order
 */
public record Conflict(String kind, List<String> about) {
  public Conflict {
    about = inOrder(about);
  }

  /** Returns the texts without duplicates, in ascending order. */
  static List<String> inOrder(List<String> about) {
    return about.size() == 1 ? List.copyOf(about) : about.stream().sorted().distinct().toList();
  }
}
