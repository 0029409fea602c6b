package org.equipoise.audit.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with the writing of a ledger.
 *
 * @param failure why nothing can be kept at the moment, or null if it can
 * @param held entries that were promised and wait in memory for a failure to end
 * @param spilled entries that were ever kept aside
 * @param lost entries that were ever lost
 */
public record LedgerHealth(@Nullable String failure, long held, long spilled, long lost) {}
