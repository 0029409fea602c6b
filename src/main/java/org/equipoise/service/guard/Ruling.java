package org.equipoise.service.guard;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.uncertainty.Uncertainty;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
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
 * @param given what was decided, with what a detector read in its texts
 * @param authority the constitution or charter under which it was made
 * @param receipt completes with the entry of the journal, so that a later decision of a person can
 *     refer to it; completed already unless the ledger acknowledges asynchronously
 */
public record Ruling(
    boolean passes,
    Action action,
    @Nullable String reason,
    Decision decision,
    Case given,
    Authority authority,
    CompletionStage<JournalReceipt> receipt) {

  /** Returns what the decision is unsure of; empty if it is clear. */
  public List<Uncertainty> uncertainty() {
    return Uncertainty.of(decision, authority);
  }

  /**
   * Returns the words of the texts on which rest the values that a detector read, with their
   * places; empty if none did.
   */
  public List<Detection.Quote> evidence() {
    return given.detections().stream()
        .flatMap(it -> it.readings().stream())
        .flatMap(it -> it.quotes().stream())
        .distinct()
        .toList();
  }
}
