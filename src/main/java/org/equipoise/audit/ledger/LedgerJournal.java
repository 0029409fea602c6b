package org.equipoise.audit.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.equipoise.constitution.Authority;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.service.governor.Discretion;
import org.equipoise.service.governor.EscalationAnswer;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.HostAct;
import org.equipoise.service.governor.Journal;
import org.equipoise.service.governor.JournalReceipt;
import org.equipoise.service.governor.PersonOverride;
import org.equipoise.service.governor.internal.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the decisions of a governor in a ledger. As a listener, it also records rejected
 * constitutions. Thread-safe.
 */
public final class LedgerJournal implements Journal, GovernorListener {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerJournal.class);

  private final LedgerRecorder recorder;
  private final Acknowledgement acknowledgement;
  private final Clock clock;

  /** When the host gets a decision. */
  public enum Acknowledgement {
    /** After its entry is durable, that is, survives a crash of the machine. */
    SYNCHRONOUS,
    /** At once. A crash of the process may lose the last few entries. */
    ASYNCHRONOUS
  }

  /**
   * Creates a journal.
   *
   * @param recorder the recorder; the caller closes it
   * @param clock the clock for rejected constitutions
   */
  public LedgerJournal(LedgerRecorder recorder, Acknowledgement acknowledgement, Clock clock) {
    this.recorder = recorder;
    this.acknowledgement = acknowledgement;
    this.clock = clock;
  }

  @Override
  public void adopt(Instant at, Authority authority) {
    recorder.adopt(at, authority);
  }

  @Override
  public void record(GovernedDecision governed) {
    keep(governed);
  }

  @Override
  public CompletionStage<JournalReceipt> keep(GovernedDecision governed) {
    LedgerEvent decided =
        new LedgerEvent.DecisionEvent(
            governed.at(),
            governed.given(),
            governed.judgments(),
            governed.decision(),
            governed.enforced());
    if (acknowledgement == Acknowledgement.SYNCHRONOUS) {
      return CompletableFuture.completedFuture(receipt(recorder.appendAndWait(decided)));
    }
    return recorder
        .promise(decided)
        .handle((receipt, fault) -> receipt == null ? JournalReceipt.NONE : receipt(receipt));
  }

  private static JournalReceipt receipt(Receipt receipt) {
    return new JournalReceipt(
        receipt.sequence(), receipt.hash() == null ? null : receipt.hash().toString());
  }

  /**
   * Waits briefly for the sequence number of the decision. If the entry has no number by then, for
   * example while the ledger cannot be written, the answer is recorded as soon as it has one.
   */
  @Override
  public void answer(EscalationAnswer answer) {
    CompletableFuture<JournalReceipt> place = answer.about().receipt().toCompletableFuture();
    if (isKnownSoon(place)) {
      LedgerEvent event = event(answer, place.join().entry());
      record(event);
      return;
    }
    CompletableFuture<Void> unused =
        place
            .thenAcceptAsync(it -> recorder.promiseLate(event(answer, it.entry())))
            .whenComplete(
                (nothing, fault) -> {
                  if (fault != null) {
                    LOG.error("an answer could not be recorded", fault);
                  }
                });
  }

  @Override
  public void override(PersonOverride override) {
    record(
        new LedgerEvent.OverrideEvent(
            override.at(),
            override.about().entry(),
            override.output(),
            override.action(),
            override.by(),
            override.why()));
  }

  @Override
  public void acted(HostAct act) {
    record(new LedgerEvent.OutcomeEvent(act.at(), act.about().entry(), act.what()));
  }

  private void record(LedgerEvent event) {
    if (acknowledgement == Acknowledgement.SYNCHRONOUS) {
      recorder.appendAndWait(event);
    } else {
      recorder.record(event);
    }
  }

  private static boolean isKnownSoon(CompletableFuture<JournalReceipt> place) {
    try {
      place.get(1, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Names the case in an answer about a spilled decision, since that decision has no entry yet. */
  private static LedgerEvent event(EscalationAnswer answer, long entry) {
    if (entry >= 0) {
      return new LedgerEvent.AnswerEvent(
          answer.at(), entry, answer.passes(), answer.by(), answer.why());
    }
    return new LedgerEvent.ErrorEvent(
        answer.at(),
        answer.about().given().id(),
        "somebody answered about a decision whose entry is not known: it "
            + (answer.passes() ? "passes" : "is held back")
            + (answer.by() == null ? "" : ", by " + answer.by())
            + (answer.why() == null ? "" : ", " + answer.why()));
  }

  @Override
  public Discretion discretion(Case given, List<Judgment> judgments) {
    return recorder.discretion(given, judgments);
  }

  @Override
  public Discretion discretion() {
    return recorder.isMasking() ? MaskedDiscretion.OF_ANYTHING : Discretion.NONE;
  }

  @Override
  public void refused(Authority inForce, Throwable fault) {
    recorder.record(
        new LedgerEvent.RefusalEvent(clock.instant(), inForce.digest(), Faults.message(fault)));
  }
}
