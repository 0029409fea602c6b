package org.equipoise.audit.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Trigger;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.service.guard.ActTicket;
import org.jspecify.annotations.Nullable;

/**
 * An event of a governed service that is recorded, with its time. Each event has the name of its
 * kind. {@link EntryKind} defines how its body is written. Immutable.
 */
public sealed interface LedgerEvent {

  Instant at();

  /** Returns the kind of entry that records this event. */
  EntryKind kind();

  /** An event that is about an earlier decision, for example a person's answer to it. */
  sealed interface AboutEntry extends LedgerEvent {
    /** Returns the sequence number of the decision. */
    long entry();
  }

  /**
   * A case was decided. If deciding failed, the decision is an error.
   *
   * @param judgments the judgments on the case
   * @param enforced whether the host acts on the decision; false if it only observes, null if that
   *     is not known
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

    /** Creates an event without the information whether the host acts on the decision. */
    public DecisionEvent(Instant at, Case given, List<Judgment> judgments, Decision decision) {
      this(at, given, judgments, decision, null);
    }

    @Override
    public EntryKind kind() {
      return EntryKind.DECISION;
    }
  }

  /**
   * A person was asked about a decision that was left to a person.
   *
   * @param entry the sequence number of the decision
   * @param passes whether the case may pass
   * @param by who answered; null if not known
   * @param why the reason given, or the reason why nobody could be asked; null if there is none
   * @param review the judgments behind the answer and how it came about; null if not known
   */
  record AnswerEvent(
      Instant at,
      long entry,
      boolean passes,
      @Nullable String by,
      @Nullable String why,
      @Nullable Review review)
      implements AboutEntry {

    /** Creates an answer of which nothing more is known. */
    public AnswerEvent(
        Instant at, long entry, boolean passes, @Nullable String by, @Nullable String why) {
      this(at, entry, passes, by, why, null);
    }

    @Override
    public EntryKind kind() {
      return EntryKind.ANSWER;
    }
  }

  /**
   * The judgments behind an answer, and how it came about. Immutable.
   *
   * @param judgments on outputs of the case, by who answered
   * @param blind whether they were made before the decision of the engine was shown
   * @param took how long the case was looked at
   * @param planted the known answers of a planted case, by output; empty if it was not planted
   * @param ticket the exact act that is approved or refused; null if none waited
   */
  record Review(
      List<Judgment> judgments,
      boolean blind,
      Duration took,
      Map<String, DeonticStatus> planted,
      @Nullable ActTicket ticket) {

    /**
     * The field of a case that was put among others to see whether it is noticed: {@code true}, or
     * the right answer {@code allow} or {@code block}.
     */
    public static final String PLANTED = "x-planted";

    public Review {
      judgments = List.copyOf(judgments);
      planted = Collections.unmodifiableMap(new TreeMap<>(planted));
    }
  }

  /**
   * An act waits for a person's approval.
   *
   * @param entry the sequence number of the decision that left it to a person
   * @param ticket the ticket
   * @param arguments the arguments of the act
   */
  record TicketEvent(Instant at, long entry, ActTicket ticket, String arguments)
      implements AboutEntry {
    @Override
    public EntryKind kind() {
      return EntryKind.TICKET;
    }
  }

  /**
   * A host asked whether an act may be done now. The act was done only if the result is {@code
   * approved}.
   *
   * @param entry the sequence number of the decision that left it to a person
   * @param ticket the id of the ticket
   * @param act the digest of the act that was about to be done
   * @param result {@code approved}, or why it was not
   */
  record RedemptionEvent(Instant at, long entry, String ticket, String act, String result)
      implements AboutEntry {
    @Override
    public EntryKind kind() {
      return EntryKind.REDEMPTION;
    }
  }

  /** A constitution or a charter came into force, at the start or in place of another. */
  record AdoptionEvent(Instant at, Authority authority) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.ADOPTION;
    }
  }

  /**
   * A constitution was rejected, so that it did not come into force.
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
   * A person overrode a decision.
   *
   * @param entry the sequence number of the overridden decision
   * @param output the output concerned; null for all outputs
   * @param by the person
   */
  record OverrideEvent(
      Instant at, long entry, @Nullable String output, Action action, String by, String why)
      implements AboutEntry {
    @Override
    public EntryKind kind() {
      return EntryKind.OVERRIDE;
    }
  }

  /**
   * The host reports its final action, which it only knew later.
   *
   * @param entry the sequence number of the decision
   * @param what the action in the host's words
   */
  record OutcomeEvent(Instant at, long entry, String what) implements AboutEntry {
    @Override
    public EntryKind kind() {
      return EntryKind.OUTCOME;
    }
  }

  /**
   * An error occurred that is not a decision.
   *
   * @param caseId the id of the case concerned; null if there is none
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
   * @param entries the number of lost entries
   */
  record LossEvent(Instant at, long entries, String cause) implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.LOSS;
    }
  }

  /**
   * The salt of an entry was erased. Its commitments can no longer be compared with values.
   *
   * @param entry the sequence number of that entry
   * @param by who asked for it
   */
  record ErasureEvent(Instant at, long entry, String by, String why) implements AboutEntry {
    @Override
    public EntryKind kind() {
      return EntryKind.ERASURE;
    }
  }

  /**
   * A bound was met that the constitution in force sets for looking at its rules again, and people
   * are asked to. No rule changes by it.
   *
   * @param constitution the digest of that constitution
   * @param window how long a window is
   * @param ledger the head of the ledger when it was looked at, as {@code SIZE:HASH}
   */
  record TriggerEvent(
      Instant at, String constitution, Duration window, Trigger trigger, String ledger)
      implements LedgerEvent {
    @Override
    public EntryKind kind() {
      return EntryKind.TRIGGER;
    }
  }

  /**
   * Something was done in a round of a blind audit: it was opened, somebody committed to labels, or
   * revealed what it had committed to.
   *
   * @param fields the fields of the body, as values of JSON
   */
  record AuditEvent(Instant at, Map<String, Object> fields) implements LedgerEvent {

    public AuditEvent {
      fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    @Override
    public EntryKind kind() {
      return EntryKind.AUDIT;
    }
  }

  /**
   * Something was done with an amendment of a constitution: it was proposed, signed, dissented
   * from, adopted or rejected, or it lapsed.
   *
   * @param kind which of these
   * @param constitution the digest of the constitution before the amendment
   * @param fields the fields of the body, as values of JSON
   */
  record AmendmentEvent(
      Instant at, EntryKind kind, String constitution, Map<String, @Nullable Object> fields)
      implements LedgerEvent {

    public AmendmentEvent {
      fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** An amendment was proposed. */
    public static AmendmentEvent proposed(Instant at, Proposal proposal) {
      Map<String, @Nullable Object> fields = about(proposal.amendment());
      fields.put("amendment", proposal.amendment().tree());
      fields.put("effects", proposal.effects());
      fields.put("patch", proposal.patch());
      return of(at, EntryKind.PROPOSED, proposal.amendment(), fields);
    }

    /** Somebody signed an amendment, dissented from it, or rejected it, as the note says. */
    public static AmendmentEvent noted(Instant at, Amendment amendment, AmendmentNote note) {
      Map<String, @Nullable Object> fields = about(amendment);
      fields.put("note", note.note());
      EntryKind kind =
          switch (note.act()) {
            case SIGNS -> EntryKind.SIGNED;
            case DISSENTS -> EntryKind.DISSENTED;
            case REJECTS -> EntryKind.REJECTED;
          };
      return of(at, kind, amendment, fields);
    }

    /** An amendment was adopted, with these signatures, over these dissents. */
    public static AmendmentEvent adopted(Instant at, SignedAmendment signed) {
      Map<String, @Nullable Object> fields = about(signed.amendment());
      fields.put("before", signed.amendment().before());
      fields.put("after", signed.amendment().after());
      fields.put("signatures", AmendmentNote.digests(signed.signatures()));
      fields.put("dissents", AmendmentNote.digests(signed.dissents()));
      return of(at, EntryKind.ADOPTED, signed.amendment(), fields);
    }

    /** The term of an amendment ended before it was adopted. */
    public static AmendmentEvent lapsed(Instant at, Amendment amendment, String why) {
      Map<String, @Nullable Object> fields = about(amendment);
      fields.put("why", why);
      return of(at, EntryKind.LAPSED, amendment, fields);
    }

    private static Map<String, @Nullable Object> about(Amendment amendment) {
      Map<String, @Nullable Object> fields = new TreeMap<>();
      fields.put("id", amendment.id());
      fields.put("digest", amendment.digest());
      return fields;
    }

    private static AmendmentEvent of(
        Instant at, EntryKind kind, Amendment amendment, Map<String, @Nullable Object> fields) {
      return new AmendmentEvent(at, kind, amendment.before(), fields);
    }
  }
}
