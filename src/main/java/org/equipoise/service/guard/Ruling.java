package org.equipoise.service.guard;

import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.service.governor.JournalReceipt;
import org.jspecify.annotations.Nullable;

/**
 * Whether the host goes on, and why not.
 *
 * @param passes whether the host goes on; always so in shadow mode
 * @param action what was decided: the strictest action among the case's outputs; block where the
 *     case could not be described
 * @param reason what speaks against going on, in a line; null where the action is to allow
 * @param decision what it rests on
 * @param receipt where the journal keeps the decision, so that what a person decides later can be
 *     recorded of it; known at once, unless the ledger acknowledges asynchronously
 */
public record Ruling(
    boolean passes,
    Action action,
    @Nullable String reason,
    Decision decision,
    CompletionStage<JournalReceipt> receipt) {}
