package org.equipoise.audit.ledger;

import java.time.Clock;
import java.time.Instant;
import org.equipoise.constitution.Constitution;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.Journal;
import org.equipoise.service.governor.internal.Faults;

/**
 * A governor's journal that is a ledger. As a listener it records also what was refused to come
 * into force. Safe to share between threads.
 */
public final class LedgerJournal implements Journal, GovernorListener {
  private final LedgerRecorder recorder;
  private final Acknowledgement acknowledgement;
  private final Clock clock;

  /** When a decision is handed to the host. */
  public enum Acknowledgement {
    /** When its entry survives a crash of the machine. */
    SYNCHRONOUS,
    /** At once; a crash of the process may lose the last few entries. */
    ASYNCHRONOUS
  }

  /**
   * @param recorder left open when the governor is gone
   * @param clock for what was refused
   */
  public LedgerJournal(LedgerRecorder recorder, Acknowledgement acknowledgement, Clock clock) {
    this.recorder = recorder;
    this.acknowledgement = acknowledgement;
    this.clock = clock;
  }

  @Override
  public void adopt(Instant at, Constitution constitution) {
    recorder.adopt(at, constitution);
  }

  @Override
  public void record(GovernedDecision governed) {
    LedgerEvent decided =
        new LedgerEvent.DecisionEvent(
            governed.at(), governed.given(), governed.judgments(), governed.decision());
    if (acknowledgement == Acknowledgement.SYNCHRONOUS) {
      recorder.appendAndWait(decided);
    } else {
      recorder.record(decided);
    }
  }

  @Override
  public void refused(Constitution inForce, Throwable fault) {
    recorder.record(
        new LedgerEvent.RefusalEvent(clock.instant(), inForce.digest(), Faults.message(fault)));
  }
}
