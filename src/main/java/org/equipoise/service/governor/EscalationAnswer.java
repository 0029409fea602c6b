package org.equipoise.service.governor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to an escalation. Immutable.
 *
 * @param at the time of the answer, by the governor's clock
 * @param about the decision that was left to a person
 * @param passes whether the case may pass
 * @param by who answered; null if not known
 * @param why the reason given, or the reason why nobody could be asked; null if there is none
 */
public record EscalationAnswer(
    Instant at,
    GovernedDecision about,
    boolean passes,
    @Nullable String by,
    @Nullable String why) {}
