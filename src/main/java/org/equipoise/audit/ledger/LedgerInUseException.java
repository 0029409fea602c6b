package org.equipoise.audit.ledger;

/** A ledger has one writer, and another process or recorder is it. */
public final class LedgerInUseException extends LedgerException {
  private static final long serialVersionUID = 1L;

  /**
   * @param name what the ledger is called
   */
  public LedgerInUseException(String name) {
    super("`" + name + "` is open for appending already: a ledger has one writer", null);
  }
}
