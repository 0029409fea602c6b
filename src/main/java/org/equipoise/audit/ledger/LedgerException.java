package org.equipoise.audit.ledger;

import org.jspecify.annotations.Nullable;

/** A ledger could not be opened, or could not keep what was to be recorded. */
public sealed class LedgerException extends RuntimeException permits LedgerInUseException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
