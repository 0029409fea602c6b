package org.equipoise.audit.ledger;

/** What becomes of decisions that a ledger cannot keep: its disk is full, say. */
public enum OnLedgerFailure {
  /**
   * They are refused, so that a host blocks them, until the ledger can be written again. What was
   * promised before the failure showed is held in memory and recorded then.
   */
  BLOCK,
  /** They are kept aside in another file, and recorded when the ledger can be written again. */
  SPILL,
  /** They are lost; how many is counted, and recorded when the ledger can be written again. */
  DROP
}
