package org.equipoise.service.guard;

import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.jspecify.annotations.Nullable;

/**
 * Answers where a decision is left to a person. An enforcing guard calls it on the thread that
 * waits for the ruling; implementations must be thread-safe.
 */
@FunctionalInterface
public interface Escalation {

  /**
   * Returns whether the case may pass. An exception holds it back, as {@code false} does.
   *
   * @param decision a decision that blocks no output and leaves at least one to a person
   */
  boolean passes(Case given, Decision decision) throws Exception;

  /**
   * Returns whether the case may pass, with the person and the reason, which a journal records. The
   * guard calls this method. By default it calls {@link #passes} and names neither.
   */
  default Answer answer(Case given, Decision decision) throws Exception {
    return new Answer(passes(given, decision), null, null);
  }

  /**
   * An answer. Immutable.
   *
   * @param passes whether the case may pass
   * @param by who answered; null if not known
   * @param why the reason in their words; null if there is none
   */
  record Answer(boolean passes, @Nullable String by, @Nullable String why) {}
}
