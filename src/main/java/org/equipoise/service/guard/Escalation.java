package org.equipoise.service.guard;

import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;

/**
 * Who answers where a decision is left to a person. Asked by a guard that enforces, on the thread
 * that waits for the ruling, from many at once.
 */
@FunctionalInterface
public interface Escalation {

  /**
   * Whether the case may pass. A fault, like {@code false}, holds it back.
   *
   * @param decision one that blocks none of the case's outputs, and leaves one at least to a person
   */
  boolean passes(Case given, Decision decision) throws Exception;
}
