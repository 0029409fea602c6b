package org.equipoise.revision;

import java.util.Set;

/**
 * Relaxations that revisions up to a cost agree on. Immutable.
 *
 * @param inAll those that each of these revisions has
 * @param inNone those that none of them has
 */
public record SettledRelaxations(Set<Relaxation> inAll, Set<Relaxation> inNone) {
  /** Nothing is known. */
  static final SettledRelaxations NONE = new SettledRelaxations(Set.of(), Set.of());

  public SettledRelaxations {
    inAll = Set.copyOf(inAll);
    inNone = Set.copyOf(inNone);
  }
}
