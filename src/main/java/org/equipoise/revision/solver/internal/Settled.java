package org.equipoise.revision.solver.internal;

import java.util.List;

/**
 * What is settled of the hitting sets up to a cost. Immutable.
 *
 * @param inAll elements that each of them has
 * @param inNone elements that none of them has
 */
public record Settled(List<Integer> inAll, List<Integer> inNone) {
  /** Nothing is known. */
  public static final Settled NOTHING = new Settled(List.of(), List.of());

  public Settled {
    inAll = List.copyOf(inAll);
    inNone = List.copyOf(inNone);
  }
}
