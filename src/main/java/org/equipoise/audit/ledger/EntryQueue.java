package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be kept: put in by many threads, taken out by one, all that is there at once. */
final class EntryQueue {
  private static final long MAX_BYTES = 16L << 20;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition enough = lock.newCondition();
  private List<PendingEntry> waiting = new ArrayList<>();
  private long bytes;
  private int wanted = 1;
  private boolean closed;

  EntryQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds one, when there is room for it.
   *
   * @throws IllegalStateException if the intake is closed
   */
  void put(PendingEntry pending) {
    lock.lock();
    try {
      while (!closed && (waiting.size() >= capacity || bytes >= MAX_BYTES)) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        throw new IllegalStateException("the ledger's recorder is closed");
      }
      waiting.add(pending);
      bytes += pending.length();
      if (waiting.size() == wanted || isFull()) {
        enough.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many are there. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    return waiting.size() >= capacity || bytes >= MAX_BYTES;
  }

  /**
   * Takes all that is there, in order.
   *
   * @param nanoseconds how long to wait for the first, at most
   * @param likely how many may come together, as did last time
   * @param patience how many nanoseconds to wait for so many once the first is there
   * @return nothing if none came in that time, or the intake is closed
   */
  List<PendingEntry> take(long nanoseconds, int likely, long patience) {
    lock.lock();
    try {
      await(1, nanoseconds);
      if (!waiting.isEmpty() && waiting.size() < likely) {
        await(likely, patience);
      }
      List<PendingEntry> taken = waiting;
      waiting = new ArrayList<>(taken.size());
      bytes = 0;
      room.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void await(int size, long nanoseconds) {
    wanted = size;
    long left = nanoseconds;
    while (waiting.size() < size && !isFull() && !closed && left > 0) {
      try {
        left = enough.awaitNanos(left);
      } catch (InterruptedException e) {
        left = 0; // nobody interrupts the one who takes, but to make it go on
      }
    }
    wanted = 1;
  }

  /** Lets nothing more in. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      enough.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is there, and nothing more will come. */
  boolean isExhausted() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** As long as it takes. */
  static final long FOREVER = TimeUnit.DAYS.toNanos(365);
}
