package org.equipoise.audit.trigger;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Constitution;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.internal.RepeatingThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a service's ledger from time to time, on a thread of its own, while decisions continue.
 * Triggers of the constitution in force are recorded, and the governor's listeners are told of
 * each. A constitution that sets no bounds costs nothing. Thread-safe.
 */
public final class TriggerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerWatch.class);

  private final RepeatingThread thread;

  private TriggerWatch(RepeatingThread thread) {
    this.thread = thread;
  }

  /**
   * Watches a ledger: at once, and then whenever an interval has passed.
   *
   * @param recorder records what the governor decides; the caller closes it after this
   * @param clock tells where the last window ends
   * @param interval how long to wait between two looks, positive
   */
  public static TriggerWatch of(
      Governor governor, LedgerRecorder recorder, Clock clock, Duration interval) {
    return new TriggerWatch(
        RepeatingThread.start(
            "equipoise-triggers", interval, () -> look(governor, recorder, clock)));
  }

  private static void look(Governor governor, LedgerRecorder recorder, Clock clock) {
    try {
      check(governor, recorder, clock);
    } catch (Throwable e) {
      LOG.warn("the ledger cannot be looked at for triggers at the moment", e);
    }
  }

  /**
   * Looks once; under a charter there is nothing to look for. Records the triggers that fire now,
   * and tells the governor's listeners of each.
   *
   * @return what was recorded
   * @throws org.equipoise.audit.ledger.LedgerException if an entry could not be written
   * @throws org.equipoise.audit.ledger.DamagedLedgerException if an entry cannot be read
   */
  public static List<Docket> check(Governor governor, LedgerRecorder recorder, Clock clock) {
    if (!(governor.inForce() instanceof Constitution inForce)) {
      return List.of();
    }
    List<Docket> dockets = Dockets.record(recorder, inForce, clock.instant());
    dockets.forEach(it -> governor.triggered(inForce, it.trigger()));
    return dockets;
  }

  /** Stops watching. A look that has begun may still be recorded. */
  @Override
  public void close() {
    thread.close();
  }
}
