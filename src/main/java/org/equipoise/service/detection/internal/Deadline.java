package org.equipoise.service.detection.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Until when work may take that does not stop by itself. It runs on threads of its own, which do
 * not keep a process alive. Thread-safe.
 */
public final class Deadline {
  /** Work that hangs keeps its thread. More than so many threads are never kept. */
  private static final int MAX_THREADS = 256;

  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          MAX_THREADS,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            Thread thread = new Thread(work, "equipoise-detector");
            thread.setDaemon(true);
            return thread;
          });

  private final long end;
  private final Duration time;

  private Deadline(Duration time) {
    this.time = time;
    this.end = System.nanoTime() + time.toNanos();
  }

  /** Returns the deadline after some time. */
  public static Deadline in(Duration time) {
    return new Deadline(time);
  }

  /**
   * Starts some work.
   *
   * @throws java.util.concurrent.RejectedExecutionException if too much work hangs
   */
  public <T> Future<T> start(Callable<T> work) {
    return THREADS.submit(work);
  }

  /**
   * Returns the result of work that was started. Work that is late is interrupted.
   *
   * @throws TimeoutException if it is late
   * @throws Exception if the work throws it
   */
  public <T> T result(Future<T> work) throws Exception {
    try {
      return work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      TimeoutException late = new TimeoutException("no answer within " + time);
      late.addSuppressed(e);
      throw late;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      work.cancel(true);
    }
  }
}
