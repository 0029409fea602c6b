package org.equipoise.service.governor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking somebody about a decision that was left to a person.
 *
 * @param at when the answer came, by the governor's clock
 * @param about what was asked about
 * @param passes whether the case may pass
 * @param by who answered, or null if that is not known
 * @param why in the words of whoever answered, or why nobody could; null if nothing was said
 */
public record EscalationAnswer(
    Instant at,
    GovernedDecision about,
    boolean passes,
    @Nullable String by,
    @Nullable String why) {}
