package org.equipoise.audit.ledger;

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

  /**
   * Of damage to something else than an entry.
   *
   * @param what is wrong
   */
  public DamagedLedgerException(String what) {
    super(what);
    this.entry = -1;
    this.what = what;
  }

  /** The same, with more to say of it. */
  public DamagedLedgerException withDetail(String more) {
    return entry < 0
        ? new DamagedLedgerException(what + more)
        : new DamagedLedgerException(entry, what + more);
  }

  /**
   * The sequence number of the first entry that is not as it was written, or −1 if it is something
   * else than an entry.
   */
  public long entry() {
    return entry;
  }

  /** What is wrong with it. */
  public String what() {
    return what;
  }
}
