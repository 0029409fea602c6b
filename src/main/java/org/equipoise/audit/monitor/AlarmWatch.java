package org.equipoise.audit.monitor;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Constitution;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.internal.RepeatingThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through a service's ledger for alarms from time to time, on a thread of its own, while
 * decisions continue. A listener is told of each alarm once, and again if it is raised anew.
 * Thread-safe.
 */
public final class AlarmWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);

  private final Governor governor;
  private final Ledger ledger;
  private final Duration window;
  private final Clock clock;
  private final Consumer<Alarm> listener;
  private final Set<String> raised = new HashSet<>();
  private final RepeatingThread thread;

  private AlarmWatch(
      Governor governor,
      Ledger ledger,
      Duration window,
      Clock clock,
      Duration interval,
      Consumer<Alarm> listener) {
    this.governor = governor;
    this.ledger = ledger;
    this.window = window;
    this.clock = clock;
    this.listener = listener;
    this.thread = RepeatingThread.start("equipoise-alarms", interval, this::look);
  }

  /**
   * Watches a ledger: at once, and then whenever an interval has passed.
   *
   * @param ledger what the governor's journal records
   * @param window how long a window is
   * @param clock tells where the last window ends
   * @param interval how long to wait between two looks, positive
   * @param listener called on the thread of the watch; what it throws is logged
   */
  public static AlarmWatch of(
      Governor governor,
      Ledger ledger,
      Duration window,
      Clock clock,
      Duration interval,
      Consumer<Alarm> listener) {
    return new AlarmWatch(governor, ledger, window, clock, interval, listener);
  }

  private void look() {
    if (!(governor.inForce() instanceof Constitution inForce)) {
      return; // a charter applies several constitutions, of which none is looked at alone
    }
    try {
      MonitorInput input =
          MonitorInput.of(inForce, inForce.name()).withWindows(window, clock.instant());
      tell(Monitor.look(ledger, input));
    } catch (Throwable e) {
      LOG.warn("the ledger cannot be looked at for alarms at the moment", e);
    }
  }

  private void tell(MonitorReport report) {
    Set<String> now = new HashSet<>();
    for (Alarm alarm : report.alarms()) {
      String about = alarm.sign() + " " + alarm.subject();
      now.add(about);
      if (!raised.contains(about)) {
        LOG.warn("{}: {}; {}", alarm.sign().kind().word(), alarm.says(), alarm.command());
        tell(alarm);
      }
    }
    raised.clear();
    raised.addAll(now);
  }

  private void tell(Alarm alarm) {
    try {
      listener.accept(alarm);
    } catch (Throwable e) {
      LOG.warn("a listener failed: {}", listener.getClass().getName(), e);
    }
  }

  /** Stops watching. A look that has begun may still tell. */
  @Override
  public void close() {
    thread.close();
  }
}
