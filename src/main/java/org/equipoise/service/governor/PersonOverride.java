package org.equipoise.service.governor;

import java.time.Instant;
import org.equipoise.constitution.Action;
import org.jspecify.annotations.Nullable;

/**
 * That a person decided otherwise than the governor. Immutable.
 *
 * @param at the time, by the governor's clock
 * @param about the entry of the decision, as recording returned it
 * @param output the output concerned; null for all outputs
 * @param action what the host should do instead
 * @param by the person
 * @param why the reason given
 */
public record PersonOverride(
    Instant at,
    JournalReceipt about,
    @Nullable String output,
    Action action,
    String by,
    String why) {}
