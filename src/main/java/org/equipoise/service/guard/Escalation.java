package org.equipoise.service.guard;

import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.jspecify.annotations.Nullable;

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

  /**
   * The same, with who answered and why, which a journal keeps; the guard asks this. By default it
   * asks {@link #passes} and knows neither.
   */
  default Answer answer(Case given, Decision decision) throws Exception {
    return new Answer(passes(given, decision), null, null);
  }

  /**
   * An answer.
   *
   * @param passes whether the case may pass
   * @param by who gave it, or null
   * @param why in their words, or null
   */
  record Answer(boolean passes, @Nullable String by, @Nullable String why) {}
}
