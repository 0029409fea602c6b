package org.equipoise.audit.ledger;

/**
 * Thrown when another process or recorder writes the same ledger. A ledger has one writer at a
 * time.
 */
public final class LedgerInUseException extends LedgerException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param name the name of the ledger
   */
  public LedgerInUseException(String name) {
    super("`" + name + "` is open for appending already: a ledger has one writer", null);
  }
}
