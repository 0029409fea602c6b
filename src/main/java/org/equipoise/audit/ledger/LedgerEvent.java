package org.equipoise.audit.ledger;

import java.time.Instant;
import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens in a governed service and is recorded, with the time it happened. Each
 * event has the name of its kind. How its body is written is said with the kind, in {@link
 * EntryKind}.
 */
public sealed interface LedgerEvent {

  Instant at();

  /** What an entry of it records. */
  EntryKind kind();

  /**
   * A case was decided, or failed to be: then the decision is an error.
   *
   * @param judgments those that were held on the case
   * @param enforced whether the host acts on it, or only observes; null if that is not known
   */
  record DecisionEvent(
      Instant at,
      Case given,
      List<Judgment> judgments,
      Decision decision,
      @Nullable Boolean enforced)
      implements LedgerEvent {

    public DecisionEvent {
      judgments = List.copyOf(judgments);
    }

    /** A decision of which it is not known whether the host acts on it. */
    public DecisionEvent(Instant at, Case given, List<Judgment> judgments, Decision decision) {
      this(at, given, judgments, decision, null);
    }

    @Override
    public EntryKind kind() {
      return EntryKind.DECISION;
    }
  }

  /**
   * Somebody was asked about a decision that was left to a person.
   *
   * @param entry the sequence number of the decision
   * @param passes whether the case may pass
   * @param by who answered, or null if that is not known
   * @param why in their words, or why nobody could be asked; null if nothing was said
   */
  record AnswerEvent(
      Instant at, long entry, boolean passes, @Nullable String by, @Nullable String why)
      implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.ANSWER;
    }
  }

  /** A constitution came into force, at the start or in place of another. */
  record AdoptionEvent(Instant at, Constitution constitution) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.ADOPTION;
    }
  }

  /**
   * What was to come into force could not be.
   *
   * @param inForce the digest of the constitution that stays in force
   */
  record RefusalEvent(Instant at, String inForce, String cause) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.REFUSAL;
    }
  }

  /**
   * A person decided otherwise.
   *
   * @param entry the sequence number of the decision overridden
   * @param output the output it is about, or null for all of them
   * @param by who
   */
  record OverrideEvent(
      Instant at, long entry, @Nullable String output, Action action, String by, String why)
      implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.OVERRIDE;
    }
  }

  /**
   * What the host did in the end, where that is known only later.
   *
   * @param entry the sequence number of the decision it acted on
   * @param what in the host's words
   */
  record OutcomeEvent(Instant at, long entry, String what) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.OUTCOME;
    }
  }

  /**
   * Something failed that is no decision.
   *
   * @param caseId the case it was about, or null
   */
  record ErrorEvent(Instant at, @Nullable String caseId, String cause) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.ERROR;
    }
  }

  /**
   * Entries could not be recorded and are lost.
   *
   * @param entries how many
   */
  record LossEvent(Instant at, long entries, String cause) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.LOSS;
    }
  }

  /**
   * The salt of an entry was erased, and with it what its masked facts could tell.
   *
   * @param entry the sequence number of that entry
   * @param by who wanted it
   */
  record ErasureEvent(Instant at, long entry, String by, String why) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.ERASURE;
    }
  }
}
