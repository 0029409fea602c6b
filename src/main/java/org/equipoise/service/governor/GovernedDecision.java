package org.equipoise.service.governor;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.jspecify.annotations.Nullable;

/**
 * A decision with everything it was made from.
 *
 * @param at when the case was handed in, by the governor's clock
 * @param constitution the one it was decided under, from beginning to end
 * @param given the case
 * @param judgments those held on it, in the order handed in
 * @param decision what was decided; an error if deciding failed
 * @param enforced whether the host acts on it, or only observes; null if the host did not say
 * @param receipt where the journal keeps it, as soon as that is known; {@link JournalReceipt#NONE}
 *     for the journal itself, which is about to keep it
 */
public record GovernedDecision(
    Instant at,
    Constitution constitution,
    Case given,
    List<Judgment> judgments,
    Decision decision,
    @Nullable Boolean enforced,
    CompletionStage<JournalReceipt> receipt) {

  public GovernedDecision {
    judgments = List.copyOf(judgments);
  }

  GovernedDecision keptAt(CompletionStage<JournalReceipt> place) {
    return new GovernedDecision(at, constitution, given, judgments, decision, enforced, place);
  }

  GovernedDecision with(Decision other) {
    return new GovernedDecision(at, constitution, given, judgments, other, enforced, receipt);
  }
}
