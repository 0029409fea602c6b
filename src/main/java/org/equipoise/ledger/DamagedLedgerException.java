package org.equipoise.ledger;

/** A ledger is not as it was written. */
public final class DamagedLedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long entry;
  private final String what;

  /**
   * @param entry the first entry that is not as it was written
   * @param what is wrong with it
   */
  public DamagedLedgerException(long entry, String what) {
    super("entry " + entry + ": " + what);
    this.entry = entry;
    this.what = what;
  }

  /** The sequence number of the first entry that is not as it was written. */
  public long entry() {
    return entry;
  }

  /** What is wrong with it. */
  public String what() {
    return what;
  }
}
