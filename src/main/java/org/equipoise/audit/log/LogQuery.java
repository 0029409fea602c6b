package org.equipoise.audit.log;

import java.time.Instant;
import org.equipoise.audit.ledger.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for: those that meet every condition. A component that is null sets no
 * condition. Immutable.
 *
 * @param caseId the case: its decisions, errors, and later records about its decisions
 * @param rule the id of a rule that a decision must name
 * @param stakeholder who must hold a judgment on the decided case
 * @param from the earliest time
 * @param to the time before which it must be
 * @param enforced whether the host must have acted on the decision, or must only have observed it
 * @param person who must have answered, overridden, or asked for an erasure
 * @param overridden whether it must be a decision that a person overrode later
 */
public record LogQuery(
    @Nullable String caseId,
    @Nullable String rule,
    @Nullable String stakeholder,
    @Nullable LogOutcome outcome,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable EntryKind kind,
    @Nullable Boolean enforced,
    @Nullable String person,
    boolean overridden) {
  /** Every entry. */
  public static final LogQuery ALL =
      new LogQuery(null, null, null, null, null, null, null, null, null, false);

  /** Returns whether only decisions can match. */
  boolean isOfDecisions() {
    return rule != null
        || stakeholder != null
        || outcome != null
        || enforced != null
        || overridden
        || kind == EntryKind.DECISION;
  }

  /** Returns whether an entry can match by what stands outside its body. */
  boolean matches(EntryKind of, Instant at) {
    return (kind == null || kind == of)
        && (from == null || !at.isBefore(from))
        && (to == null || at.isBefore(to))
        && (of == EntryKind.DECISION || !isOfDecisions());
  }

  /** Returns whether an entry matches by what its body says. */
  boolean matches(LogEntry it) {
    return (caseId == null || caseId.equals(it.caseId()))
        && (rule == null || it.rules().contains(rule))
        && (stakeholder == null || it.stakeholders().contains(stakeholder))
        && (outcome == null || outcome == it.outcome())
        && (enforced == null || enforced.equals(it.enforced()))
        && (person == null || person.equals(it.later().by()));
  }
}
