package org.equipoise.revision.solver.internal;

import java.util.List;

/**
 * Elements that hit every set that can be hit.
 *
 * @param elements in ascending order
 * @param cost the sum of their costs
 */
public record HittingSet(List<Integer> elements, long cost) {
  /** A hitting set, copied. */
  public HittingSet {
    elements = List.copyOf(elements);
  }
}
