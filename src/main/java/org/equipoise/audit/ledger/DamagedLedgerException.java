package org.equipoise.audit.ledger;

/** Thrown when a ledger was altered or damaged. */
public final class DamagedLedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long entry;
  private final String what;

  /**
   * Reports a damaged entry.
   *
   * @param entry the sequence number of the first damaged entry
   * @param what what is wrong
   */
  public DamagedLedgerException(long entry, String what) {
    super("entry " + entry + ": " + what);
    this.entry = entry;
    this.what = what;
  }

  /**
   * Reports damage to a part of the ledger that is not an entry.
   *
   * @param what what is wrong
   */
  public DamagedLedgerException(String what) {
    super(what);
    this.entry = -1;
    this.what = what;
  }

  /** Returns the same exception with a longer message. */
  public DamagedLedgerException withDetail(String more) {
    return entry < 0
        ? new DamagedLedgerException(what + more)
        : new DamagedLedgerException(entry, what + more);
  }

  /**
   * Returns the sequence number of the first damaged entry, or −1 if the damage is not in an entry.
   */
  public long entry() {
    return entry;
  }

  /** Returns what is wrong. */
  public String what() {
    return what;
  }
}
