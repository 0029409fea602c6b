package org.equipoise.service.governor;

import java.time.Instant;

/**
 * What a host did after a decision. Immutable.
 *
 * @param at the time, by the governor's clock
 * @param about the entry of the decision, as recording returned it
 * @param what what the host did, in its own words
 */
public record HostAct(Instant at, JournalReceipt about, String what) {}
