package org.equipoise.audit.ledger;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.equipoise.audit.ledger.LedgerEvent.AdoptionEvent;
import org.equipoise.audit.ledger.LedgerEvent.AmendmentEvent;
import org.equipoise.audit.ledger.LedgerEvent.AnswerEvent;
import org.equipoise.audit.ledger.LedgerEvent.AuditEvent;
import org.equipoise.audit.ledger.LedgerEvent.DecisionEvent;
import org.equipoise.audit.ledger.LedgerEvent.ErasureEvent;
import org.equipoise.audit.ledger.LedgerEvent.ErrorEvent;
import org.equipoise.audit.ledger.LedgerEvent.LossEvent;
import org.equipoise.audit.ledger.LedgerEvent.OutcomeEvent;
import org.equipoise.audit.ledger.LedgerEvent.OverrideEvent;
import org.equipoise.audit.ledger.LedgerEvent.RedemptionEvent;
import org.equipoise.audit.ledger.LedgerEvent.RefusalEvent;
import org.equipoise.audit.ledger.LedgerEvent.TicketEvent;
import org.equipoise.audit.ledger.LedgerEvent.TriggerEvent;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.constitution.Trigger;
import org.equipoise.decision.DecisionFields;
import org.equipoise.decision.DecisionFields.Part;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.JudgmentWriter;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.service.guard.ActTicket;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of entries. Each kind belongs to one event and defines how the body of its entry is
 * written.
 */
public enum EntryKind {
  /** An amendment was adopted; that a constitution came into force is an adoption. */
  ADOPTED,
  ADOPTION(
      AdoptionEvent.class,
      it -> it.authority().digest(),
      (it, json) -> {
        json.field("name").string(it.authority().name());
        json.field("version").string(it.authority().version());
      }),
  ANSWER(
      AnswerEvent.class,
      it -> null,
      (it, json) -> {
        if (it.by() != null) {
          json.field("by").string(it.by());
        }
        json.field("entry").number(it.entry());
        LedgerEvent.Review review = it.review();
        if (review != null) {
          json.field("judgments").beginList();
          review.judgments().forEach(each -> json.value(tree(each)));
          json.endList();
        }
        json.field("passes").bool(it.passes());
        if (review != null) {
          review(review, json);
        }
        if (it.why() != null) {
          json.field("why").string(it.why());
        }
      }),
  /** Something was done in a round of a blind audit. */
  AUDIT(
      AuditEvent.class,
      it -> null,
      (it, json) -> it.fields().forEach((name, value) -> json.field(name).value(value))),
  /** Somebody dissented from an amendment. */
  DISSENTED,
  /**
   * The body also holds the facts, which may be masked, and whether the host acts on the decision.
   */
  DECISION(
      DecisionEvent.class,
      it -> it.decision().constitution(),
      (it, json) ->
          DecisionFields.write(it.decision(), Part.RECORDED, json.plainField("decision"))),
  ERASURE(
      ErasureEvent.class,
      it -> null,
      (it, json) -> {
        json.field("by").string(it.by()).field("entry").number(it.entry());
        json.field("why").string(it.why());
      }),
  ERROR(
      ErrorEvent.class,
      it -> null,
      (it, json) -> {
        if (it.caseId() != null) {
          json.field("case").name(it.caseId());
        }
        json.field("cause").string(it.cause());
      }),
  /** The term of an amendment ended before it was adopted. */
  LAPSED,
  LOSS(
      LossEvent.class,
      it -> null,
      (it, json) -> json.field("cause").string(it.cause()).field("entries").number(it.entries())),
  OUTCOME(
      OutcomeEvent.class,
      it -> null,
      (it, json) -> json.field("entry").number(it.entry()).field("what").string(it.what())),
  OVERRIDE(
      OverrideEvent.class,
      it -> null,
      (it, json) -> {
        json.field("action").bare(it.action().word());
        json.field("by").string(it.by()).field("entry").number(it.entry());
        if (it.output() != null) {
          json.field("output").name(it.output());
        }
        json.field("why").string(it.why());
      }),
  /** An amendment was proposed. */
  PROPOSED,
  REDEMPTION(
      RedemptionEvent.class,
      it -> null,
      (it, json) -> {
        digest(it.act(), json.field("act"));
        json.field("entry").number(it.entry());
        digest(it.ticket(), json.field("id"));
        json.field("result").string(it.result());
      }),
  REFUSAL(
      RefusalEvent.class,
      RefusalEvent::inForce,
      (it, json) -> json.field("cause").string(it.cause())),
  /** Somebody rejected an amendment. */
  REJECTED,
  /** Somebody signed an amendment. */
  SIGNED,
  TICKET(
      TicketEvent.class,
      it -> it.ticket().constitution(),
      (it, json) -> {
        json.field("arguments").string(it.arguments()).field("entry").number(it.entry());
        json.field("ticket");
        write(it.ticket(), json);
      }),
  /** A bound was met, and people are asked to look at the rules again. */
  TRIGGER(
      TriggerEvent.class,
      TriggerEvent::constitution,
      (it, json) -> {
        Trigger trigger = it.trigger();
        json.field("bound").number(trigger.bound());
        json.field("docket").beginObject();
        json.field("cases").beginList();
        trigger.cases().forEach(json::bare); // as their decisions in the ledger show them
        json.endList();
        json.field("ledger").bare(it.ledger()).endObject();
        json.field("of").string(trigger.kind().word());
        if (trigger.subject() != null) {
          json.field("subject").string(trigger.subject());
        }
        Trigger.Texts texts = trigger.texts();
        if (texts != null) {
          json.field("texts").beginObject();
          json.field("attributes").number(texts.attributes());
          json.field("corrected").bool(texts.isCorrected());
          json.field("settled").number(texts.settled()).endObject();
        }
        json.field("values").value(trigger.values());
        json.field("window").bare(it.window().toString());
      });

  private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?[0-9a-f]{32,64}");

  private final Class<? extends LedgerEvent> event;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<LedgerEvent, @Nullable String> constitution;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final BiConsumer<LedgerEvent, CanonicalJson> body;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** A kind of entry about an amendment. */
  EntryKind() {
    this(
        AmendmentEvent.class,
        AmendmentEvent::constitution,
        (it, json) -> it.fields().forEach((name, value) -> json.field(name).value(value)));
  }

  <E extends LedgerEvent> EntryKind(
      Class<E> event,
      Function<E, @Nullable String> constitution,
      BiConsumer<E, CanonicalJson> body) {
    this.event = event;
    this.constitution = it -> constitution.apply(event.cast(it));
    this.body = (it, json) -> body.accept(event.cast(it), json);
  }

  /** Returns the kind as entries write it, for example {@code decision}. */
  public String word() {
    return word;
  }

  /** Returns the kind with this name, or empty if there is none. */
  public static Optional<EntryKind> of(String word) {
    for (EntryKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Returns the event type that an entry of this kind records. */
  Class<? extends LedgerEvent> event() {
    return event;
  }

  /** Returns whether an entry of this kind is about an earlier decision, which it names. */
  public boolean isAboutEntry() {
    return LedgerEvent.AboutEntry.class.isAssignableFrom(event);
  }

  /**
   * Returns the digest of the constitution that the entry of an event names, or null if it names
   * none.
   */
  @Nullable String constitution(LedgerEvent of) {
    return constitution.apply(of);
  }

  /** Returns whether each entry of this kind names the constitution that it is about. */
  boolean isUnderConstitution() {
    return isAboutAmendment()
        || switch (this) {
          case ADOPTION, DECISION, REFUSAL, TICKET, TRIGGER -> true;
          default -> false;
        };
  }

  /** Returns whether an entry of this kind is about an amendment of a constitution. */
  public boolean isAboutAmendment() {
    return event == AmendmentEvent.class;
  }

  private static Map<String, @Nullable Object> tree(Judgment judgment) {
    return JsonTree.parse(JudgmentWriter.toJson(judgment)).fields();
  }

  private static void review(LedgerEvent.Review review, CanonicalJson json) {
    json.field("review").beginObject().field("blind").bool(review.blind());
    if (!review.planted().isEmpty()) {
      json.field("planted").beginObject();
      review.planted().forEach((output, status) -> json.field(output).bare(status.word()));
      json.endObject();
    }
    json.field("seconds").sixDecimals(review.took().toMillis() / 1000.0).endObject();
    if (review.ticket() != null) {
      json.field("ticket");
      write(review.ticket(), json);
    }
  }

  /** A digest, in whose digits a masked number may stand by chance; or what was given for one. */
  private static void digest(String given, CanonicalJson json) {
    if (DIGEST.matcher(given).matches()) {
      json.bare(given);
    } else {
      json.string(given);
    }
  }

  private static void write(ActTicket ticket, CanonicalJson json) {
    digest(ticket.act(), json.beginObject().field("act"));
    digest(ticket.constitution(), json.field("constitution"));
    json.field("expires").bare(ticket.expires().toString());
    digest(ticket.id(), json.field("id"));
    json.endObject();
  }

  /** Writes the fields of an event's body. */
  void write(LedgerEvent of, CanonicalJson json) {
    body.accept(of, json);
  }
}
