package org.equipoise.language;

import java.util.List;

/**
 * That some things cannot all stand. What its derivations rest on says which.
 *
 * @param kind {@code clash}, {@code dilemma}, {@code preference}, {@code precedent}, {@code
 *     authored}, or whatever a rule file in {@code rules/kernel/} adds
 * @param about what it is about, in words and sorted: outputs, keys, or the participants that an
 *     author named
 */
public record Conflict(String kind, List<String> about) {
  public Conflict {
    about = inOrder(about);
  }

  /** Each once, sorted. */
  static List<String> inOrder(List<String> about) {
    return about.size() == 1 ? List.copyOf(about) : about.stream().sorted().distinct().toList();
  }
}
