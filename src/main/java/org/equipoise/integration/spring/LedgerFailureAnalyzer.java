package org.equipoise.integration.spring;

import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.audit.ledger.LedgerInUseException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes a failure of the ledger at startup and its remedy. */
final class LedgerFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RuntimeException cause) {
    for (Throwable each = rootFailure; each != null; each = each.getCause()) {
      String action = action(each);
      if (action != null) {
        return new FailureAnalysis("Equipoise: " + each.getMessage() + ".", action, each);
      }
    }
    return null;
  }

  private static @Nullable String action(Throwable fault) {
    if (fault instanceof LedgerInUseException) {
      return "Stop the other process that writes this ledger, or give each instance a ledger of its"
          + " own, such as `equipoise.ledger=/var/lib/ledger/${HOSTNAME}`.";
    }
    if (fault instanceof DamagedLedgerException) {
      return "Look at it with `verify --ledger`, keep it as it is for whoever has to know, and name"
          + " a new folder in `equipoise.ledger`.";
    }
    return fault instanceof LedgerException
        ? "Make the folder in `equipoise.ledger` one that this process can write, with room on its"
            + " disk."
        : null;
  }
}
