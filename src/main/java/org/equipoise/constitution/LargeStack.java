package org.equipoise.constitution;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Reads and compiles in a thread with a stack of its own. Parsers and compilers recurse as deep as
 * an author's text is nested; what they make of it must not depend on the stack of the caller.
 */
final class LargeStack extends Thread {
  private static final long BYTES = 64L << 20;

  private LargeStack(Runnable task) {
    super(null, task, "equipoise-compile", BYTES);
    setDaemon(true);
  }

  /**
   * Returns what a task returns, or throws what it throws. An interrupt of the caller is kept until
   * the task has ended.
   */
  static <T> T call(Supplier<T> task) {
    if (Thread.currentThread() instanceof LargeStack) {
      return task.get();
    }
    FutureTask<T> running = new FutureTask<>(task::get);
    new LargeStack(running).start();
    try {
      return Objects.requireNonNull(Uninterruptibles.getUninterruptibly(running));
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    }
  }
}
