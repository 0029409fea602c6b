package org.equipoise.service.guard;

import java.util.concurrent.CompletionStage;

/**
 * A ruling that may wait for a person. Immutable.
 *
 * @param now the ruling as it is now; it does not pass while a person is asked. Its receipt names
 *     the entry of the decision, by which the answer can be looked up
 * @param later completes with the final ruling, and never with an exception; completed already if
 *     nobody had to be asked
 */
public record PendingRuling(Ruling now, CompletionStage<Ruling> later) {
  /** Returns whether a person is asked and has not answered yet. */
  public boolean isWaiting() {
    return !later.toCompletableFuture().isDone();
  }
}
