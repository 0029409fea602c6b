package org.equipoise.audit.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The state of writing to a ledger. Immutable.
 *
 * @param failure why the ledger cannot be written now; null if it can be written
 * @param held the number of acknowledged entries that wait in memory until the failure ends
 * @param spilled the number of entries written to the spill file so far
 * @param lost the number of entries lost so far
 */
public record LedgerHealth(@Nullable String failure, long held, long spilled, long lost) {}
