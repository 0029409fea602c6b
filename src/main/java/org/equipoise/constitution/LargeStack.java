package org.equipoise.constitution;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.equipoise.constitution.metering.Meter;

/**
 * Reads and compiles in a thread with a stack of its own. Parsers and compilers recurse as deep as
 * an author's text is nested; what they make of it must not depend on the stack of the caller.
 */
final class LargeStack extends Thread {
  private static final long BYTES = 64L << 20;
  private static final long LOOK_MILLIS = 20;

  private LargeStack(Runnable task) {
    super(null, task, "equipoise-compile", BYTES);
    setDaemon(true);
  }

  /**
   * Returns what a task returns, or throws what it throws. An interrupt of the caller is kept until
   * the task has ended. Where work is metered, nobody waits beyond its limits: compilers cannot be
   * stopped, so the task then ends by itself.
   */
  static <T> T call(Supplier<T> task) {
    if (Thread.currentThread() instanceof LargeStack) {
      return task.get();
    }
    Meter.ask();
    FutureTask<T> running = new FutureTask<>(task::get);
    new LargeStack(running).start();
    while (true) {
      try {
        return Objects.requireNonNull(
            Uninterruptibles.getUninterruptibly(running, LOOK_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        Meter.ask();
      } catch (ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        Throwables.throwIfUnchecked(cause);
        throw new IllegalStateException(cause);
      }
    }
  }
}
