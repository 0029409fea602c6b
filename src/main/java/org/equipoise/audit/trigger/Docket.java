package org.equipoise.audit.trigger;

import java.time.Duration;
import java.time.Instant;
import org.equipoise.constitution.Trigger;

/**
 * A trigger that was recorded, and asks people to look at the rules again. Immutable.
 *
 * @param entry the sequence number of its entry; −1 if it has none yet
 * @param at when it was recorded
 * @param constitution the digest of the constitution that set the bound
 * @param window how long a window is
 * @param trigger which bound was met
 * @param ledger the head of the ledger that is the evidence, as {@code SIZE:HASH}
 */
public record Docket(
    long entry, Instant at, String constitution, Duration window, Trigger trigger, String ledger) {}
