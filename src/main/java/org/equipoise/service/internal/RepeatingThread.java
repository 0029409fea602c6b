package org.equipoise.service.internal;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does some work on a daemon thread of its own: at once, and then whenever an interval has passed,
 * until it is closed. Work that throws is logged and done again after the interval. Thread-safe.
 */
public final class RepeatingThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatingThread.class);

  private final Runnable work;
  private final Duration interval;
  private final Thread thread;
  private volatile boolean closed;

  private RepeatingThread(String name, Duration interval, Runnable work) {
    this.work = work;
    this.interval = interval;
    this.thread = new Thread(this::repeat, name);
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param interval how long to wait after each time, positive
   * @throws IllegalArgumentException if the interval is not positive
   */
  public static RepeatingThread start(String name, Duration interval, Runnable work) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval " + interval + " is not positive");
    }
    RepeatingThread repeating = new RepeatingThread(name, interval, work);
    repeating.thread.start();
    return repeating;
  }

  private void repeat() {
    while (!closed) {
      try {
        work.run();
      } catch (Throwable e) {
        LOG.warn("{} failed; it is done again in {}", thread.getName(), interval, e);
      }
      try {
        Thread.sleep(interval.toMillis());
      } catch (InterruptedException e) {
        LOG.debug("woken up, to end if this is closed", e);
      }
    }
  }

  /** Lets the thread end. Work that has begun may still be finished. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
