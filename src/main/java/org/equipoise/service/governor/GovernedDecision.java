package org.equipoise.service.governor;

import java.time.Instant;
import java.util.List;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;

/**
 * A decision with everything it was made from.
 *
 * @param at when the case was handed in, by the governor's clock
 * @param constitution the one it was decided under, from beginning to end
 * @param given the case
 * @param judgments those held on it, in the order handed in
 * @param decision what was decided; an error if deciding failed
 */
public record GovernedDecision(
    Instant at,
    Constitution constitution,
    Case given,
    List<Judgment> judgments,
    Decision decision) {}
