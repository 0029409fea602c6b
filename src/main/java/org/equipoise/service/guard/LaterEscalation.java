package org.equipoise.service.guard;

import java.util.concurrent.CompletionStage;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;

/**
 * Asks a person where a decision is left to one, without a thread that waits for the answer.
 * Implementations must be thread-safe.
 */
@FunctionalInterface
public interface LaterEscalation {

  /**
   * Asks, and returns at once.
   *
   * @param decision a decision that blocks no output and leaves at least one to a person
   * @return a stage that completes with the answer. An exception holds the case back; while it does
   *     not complete, so does the case wait. Give it a limit, as with {@link
   *     java.util.concurrent.CompletableFuture#orTimeout}
   */
  CompletionStage<Escalation.Answer> ask(Case given, Decision decision) throws Exception;
}
