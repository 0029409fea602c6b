package org.equipoise.service.governor;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Constitution;

/**
 * Where decisions are kept. A governor hands every decision to its journal before the host sees it;
 * called from many threads at once.
 */
public interface Journal {

  /**
   * A constitution comes into force. Called before any decision under it is recorded.
   *
   * @throws RuntimeException if it cannot be kept; then it does not come into force
   */
  void adopt(Instant at, Constitution constitution);

  /**
   * Keeps a decision, also one that is an error.
   *
   * @throws RuntimeException if it cannot be kept; the host is then told to block
   */
  void record(GovernedDecision governed);

  /**
   * Keeps a decision as {@link #record} does, and says where.
   *
   * @return known at once, or as soon as the entry has a number; never completed with an error that
   *     the host would have to act on
   * @throws RuntimeException if it cannot be kept; the host is then told to block
   */
  default CompletionStage<JournalReceipt> keep(GovernedDecision governed) {
    record(governed);
    return JournalReceipt.none();
  }

  /**
   * Keeps the answer of whoever was asked about a decision; does nothing by default.
   *
   * @throws RuntimeException if it cannot be kept; the case is then held back
   */
  default void answer(EscalationAnswer answer) {}
}
