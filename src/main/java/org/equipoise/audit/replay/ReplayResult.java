package org.equipoise.audit.replay;

import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * The result of replaying a ledger. Immutable.
 *
 * @param from the sequence number of the first entry
 * @param head the head of all entries up to the last one read, to compare with a checkpoint; null
 *     if the replay did not start at the first entry
 * @param summary the counts
 * @param against the digest of the constitution that decided; null if each decision was replayed
 *     under its own
 */
public record ReplayResult(
    long from, @Nullable TreeHead head, ReplaySummary summary, @Nullable String against) {

  /** Returns whether a decision or the ledger is not as it should be. */
  public boolean hasFindings() {
    return summary.damages() > 0
        || summary.decisions().changed() > 0
        || summary.reasons().keySet().stream().anyMatch(NotReplayableReason::isWrong)
        || (summary.decisions().notReplayable() > 0
            && summary.decisions().same() + summary.decisions().changed() == 0);
  }
}
