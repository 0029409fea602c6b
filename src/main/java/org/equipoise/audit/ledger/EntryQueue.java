package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries that wait to be written. Many threads add entries; one thread takes all of them at
 * once. Thread-safe.
 */
final class EntryQueue {
  private static final long MAX_BYTES = 16L << 20;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notFull = lock.newCondition();
  private final Condition enough = lock.newCondition();
  private List<PendingEntry> waiting = new ArrayList<>();
  private long bytes;
  private int wanted = 1;
  private boolean closed;

  EntryQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds an entry. Blocks until there is room.
   *
   * @throws IllegalStateException if the queue is closed
   */
  void put(PendingEntry pending) {
    lock.lock();
    try {
      while (!closed && (waiting.size() >= capacity || bytes >= MAX_BYTES)) {
        notFull.awaitUninterruptibly();
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

  /** Returns the number of waiting entries. */
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
   * Takes all waiting entries, in order.
   *
   * @param nanoseconds the longest time to wait for the first entry
   * @param likely the number of entries that is expected to arrive together, as the last time
   * @param patience the time in nanoseconds to wait for that number after the first entry
   * @return the entries; empty if none arrived in time or the queue is closed
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
      notFull.signalAll();
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

  /** Rejects further entries. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notFull.signalAll();
      enough.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the queue is empty and closed. */
  boolean isExhausted() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The time for waiting without a limit. */
  static final long FOREVER = TimeUnit.DAYS.toNanos(365);
}
