package org.equipoise.service.guard;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.uncertainty.Uncertainty;
import org.equipoise.service.governor.JournalReceipt;
import org.jspecify.annotations.Nullable;

/**
 * Whether the host may go on, and why not. Immutable.
 *
 * @param passes whether the host may go on; always true in shadow mode
 * @param action the strictest action among the outputs of the case; block if the case could not be
 *     described
 * @param reason why the case should not pass, in one line; null if {@code action} is allow
 * @param decision the decision on which the ruling is based
 * @param authority the constitution or charter under which it was made
 * @param receipt completes with the entry of the journal, so that a later decision of a person can
 *     refer to it; completed already unless the ledger acknowledges asynchronously
 */
public record Ruling(
    boolean passes,
    Action action,
    @Nullable String reason,
    Decision decision,
    Authority authority,
    CompletionStage<JournalReceipt> receipt) {

  /** Returns what the decision is unsure of; empty if it is clear. */
  public List<Uncertainty> uncertainty() {
    return Uncertainty.of(decision, authority);
  }
}
