package org.equipoise.audit.replay;

import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * What came of replaying a ledger.
 *
 * @param from the sequence number of the first entry
 * @param head of all entries up to the last one that was read, or null if those before {@code from}
 *     were left out: what a checkpoint can be held against
 * @param summary how many decisions came out how
 * @param against the digest of the constitution they were decided under, or null if each was under
 *     its own
 */
public record ReplayResult(
    long from, @Nullable TreeHead head, ReplaySummary summary, @Nullable String against) {

  /** Whether anything is other than it should be: a decision, or the record itself. */
  public boolean hasFindings() {
    return summary.damages() > 0
        || summary.decisions().changed() > 0
        || summary.reasons().keySet().stream().anyMatch(NotReplayableReason::isWrong)
        || (summary.decisions().notReplayable() > 0
            && summary.decisions().same() + summary.decisions().changed() == 0);
  }
}
