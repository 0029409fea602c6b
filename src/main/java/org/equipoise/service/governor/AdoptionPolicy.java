package org.equipoise.service.governor;

import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;

/** Decides whether a constitution may come into force. Implementations are thread-safe. */
@FunctionalInterface
public interface AdoptionPolicy {

  /**
   * Requires that a constitution was adopted.
   *
   * @param inForce the constitution in force; null at the start
   * @param next the constitution that is to come into force
   * @throws NotAdoptedException if it was not adopted
   */
  void require(@Nullable Constitution inForce, Constitution next);
}
