package org.equipoise.revision.weight.internal;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.revision.weight.TheoreticalWeight;

/**
 * The theoretical weight of every argument of a graph.
 *
 * @param byName every argument's weight, sorted by name
 * @param unsettled the cycles whose strengths did not come to rest, each as the sorted names of its
 *     arguments, sorted; empty if every weight is settled
 */
public record Weights(SortedMap<String, TheoreticalWeight> byName, List<List<String>> unsettled) {

  private static final Weights NONE = new Weights(new TreeMap<>(), List.of());

  /** Weights whose collections are copied. */
  public Weights {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    unsettled = unsettled.stream().map(List::copyOf).toList();
  }

  /** No argument, no weight. */
  public static Weights none() {
    return NONE;
  }

  /** Whether every cycle came to rest. */
  public boolean areSettled() {
    return unsettled.isEmpty();
  }

  /**
   * The weight of one argument.
   *
   * @throws IllegalArgumentException if the graph has no argument of that name
   */
  public TheoreticalWeight of(String name) {
    TheoreticalWeight weight = byName.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("there is no argument `" + name + "`");
    }
    return weight;
  }
}
