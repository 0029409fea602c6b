package org.equipoise.audit.ledger;

/**
 * What happens to decisions while a ledger cannot be written, for example because its disk is full.
 */
public enum OnLedgerFailure {
  /**
   * Decisions are refused, so that a host blocks them, until the ledger can be written again.
   * Entries that were acknowledged before the failure wait in memory and are recorded then.
   */
  BLOCK,
  /** Decisions are written to another file and recorded when the ledger can be written again. */
  SPILL,
  /** Decisions are lost. Their number is recorded when the ledger can be written again. */
  DROP
}
