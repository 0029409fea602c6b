package org.equipoise.facts.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Idle objects that are dear to make, kept for the next use. Safe to share between threads. */
public final class Pool<T> {
  /** At most so many are kept; each thread looks in one slot only. */
  private static final int SLOTS = 16;

  private final Supplier<T> maker;
  private final AtomicReferenceArray<@Nullable T> idle = new AtomicReferenceArray<>(SLOTS);

  /**
   * @param maker makes one where none is idle
   */
  public Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** An object that nobody else uses until it is {@linkplain #release released}. */
  public T take() {
    T kept = idle.getAndSet(slot(), null);
    return kept != null ? kept : maker.get();
  }

  /** Takes back an object that is fit for its next use. */
  public void release(T object) {
    idle.set(slot(), object);
  }

  private static int slot() {
    return (int) Thread.currentThread().getId() & (SLOTS - 1);
  }
}
