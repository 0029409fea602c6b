package org.equipoise.revision.equilibria;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.equipoise.revision.Cost;

/**
 * How far apart two equilibria are, by what they give up and by what they decide. Each distance is
 * 0 for equal arguments, symmetric, and no greater than any detour. Stateless and safe to share
 * between threads.
 */
public final class Distance {
  private Distance() {}

  /**
   * Returns the weight of what only one of two revisions gives up: the weighted symmetric
   * difference. It is the only distance in which each element counts its weight and what lies
   * between two revisions is no detour.
   *
   * @param one what the one gives up, with the finite weight of each element
   * @param other what the other gives up; an element has the same weight in both
   */
  public static <E> Cost ofRevisions(Map<E, Cost> one, Map<E, Cost> other) {
    return only(one, other).plus(only(other, one));
  }

  private static <E> Cost only(Map<E, Cost> one, Map<E, Cost> other) {
    Cost sum = Cost.ZERO;
    for (Map.Entry<E, Cost> each : one.entrySet()) {
      if (!other.containsKey(each.getKey())) {
        sum = sum.plus(each.getValue());
      }
    }
    return sum;
  }

  /**
   * Returns the share of outputs that are decided differently, in [0, 1]; 0 if there are no
   * outputs. An output that is decided on one side only counts as decided differently.
   *
   * @param one the decision on each output
   * @param other the decision on each output of the same corpus
   */
  public static <O, D> double ofDecisions(Map<O, D> one, Map<O, D> other) {
    Set<O> outputs = new HashSet<>(one.keySet());
    outputs.addAll(other.keySet());
    long different =
        outputs.stream().filter(it -> !Objects.equals(one.get(it), other.get(it))).count();
    return outputs.isEmpty() ? 0 : (double) different / outputs.size();
  }
}
