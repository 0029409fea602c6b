package org.equipoise.audit.adoption;

import java.util.List;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.Ledger;

/** The amendments in a ledger on which nothing is settled yet. */
public final class OpenAmendments {
  private OpenAmendments() {}

  /**
   * Returns the amendments that were neither adopted nor rejected and have not lapsed, with what
   * people signed, in the order in which they were proposed. Nothing is verified.
   *
   * @throws org.equipoise.audit.ledger.DamagedLedgerException if an entry cannot be read
   */
  public static List<SignedAmendment> of(Ledger ledger) {
    return RecordedAmendments.of(ledger).all().stream()
        .filter(it -> it.outcome() == null)
        .map(RecordedAmendments.Recorded::signed)
        .toList();
  }
}
