package org.equipoise.service.governor;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.uncertainty.Uncertainty;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.jspecify.annotations.Nullable;

/**
 * A decision with its whole input. Immutable.
 *
 * @param at the time when the host passed the case, by the governor's clock
 * @param authority the constitution or charter under which the case was decided
 * @param given the case
 * @param judgments the judgments on it, in the order in which the host passed them
 * @param decision the decision; an error if deciding failed
 * @param enforced whether the host acts on the decision; false if it only observes, null if the
 *     host did not say
 * @param receipt completes with the entry of the journal; {@link JournalReceipt#NONE} while the
 *     journal itself gets this decision
 */
public record GovernedDecision(
    Instant at,
    Authority authority,
    Case given,
    List<Judgment> judgments,
    Decision decision,
    @Nullable Boolean enforced,
    CompletionStage<JournalReceipt> receipt) {

  public GovernedDecision {
    judgments = List.copyOf(judgments);
  }

  /** Returns what the decision is unsure of; empty if it is clear. */
  public List<Uncertainty> uncertainty() {
    return Uncertainty.of(decision, authority);
  }

  GovernedDecision keptAt(CompletionStage<JournalReceipt> place) {
    return new GovernedDecision(at, authority, given, judgments, decision, enforced, place);
  }

  GovernedDecision with(Decision other) {
    return new GovernedDecision(at, authority, given, judgments, other, enforced, receipt);
  }
}
