package org.equipoise.audit.ledger;

import org.jspecify.annotations.Nullable;

/** Thrown when a ledger cannot be opened or written. */
public sealed class LedgerException extends RuntimeException permits LedgerInUseException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
