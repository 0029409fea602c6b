package org.equipoise.audit.replay;

import java.time.Instant;
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
 * @param asOf as of when it was decided; null for the recorded times
 */
public record ReplayResult(
    long from,
    @Nullable TreeHead head,
    ReplaySummary summary,
    @Nullable String against,
    @Nullable Instant asOf) {

  /** The result of a replay as of the recorded times. */
  public ReplayResult(
      long from, @Nullable TreeHead head, ReplaySummary summary, @Nullable String against) {
    this(from, head, summary, against, null);
  }

  ReplayResult withAsOf(@Nullable Instant time) {
    return new ReplayResult(from, head, summary, against, time);
  }

  /** Returns whether a decision or the ledger is not as it should be. */
  public boolean hasFindings() {
    return summary.damages() > 0
        || summary.decisions().changed() > 0
        || summary.reasons().keySet().stream().anyMatch(NotReplayableReason::isWrong)
        || (summary.decisions().notReplayable() > 0
            && summary.decisions().same() + summary.decisions().changed() == 0);
  }
}
