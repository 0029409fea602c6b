package org.equipoise.audit.monitor;

import java.time.Instant;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.log.LogOutcome;
import org.equipoise.facts.Case;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision, while it is looked at.
 *
 * @param entry what its entry says
 * @param given the case; null if this engine cannot read it
 * @param isJudged whether there are judgments on it
 * @param period in which part of the ledger it is
 */
record Observed(LogEntry entry, @Nullable Case given, boolean isJudged, Period period) {
  /** A part of the ledger. */
  enum Period {
    /** Before the last two windows. */
    EARLIER,
    /** The window before the last. */
    BEFORE,
    /** The last window. */
    LAST
  }

  Instant time() {
    return entry.time();
  }

  String caseId() {
    return String.valueOf(entry.caseId());
  }

  boolean isAllowed() {
    return entry.outcome() == LogOutcome.ALLOW;
  }

  /** Returns the right answer of a planted case; null for any other. */
  @Nullable String planted() {
    return given != null
            && given.extensions().get(LedgerEvent.Review.PLANTED) instanceof String answer
        ? answer
        : null;
  }
}
