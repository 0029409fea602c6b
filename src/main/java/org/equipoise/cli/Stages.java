package org.equipoise.cli;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells every two seconds at what stage a long work is, of which the stages have no count, and how
 * long it has taken; and nothing of a short one.
 */
final class Stages implements Consumer<String>, AutoCloseable {
  private static final long PAUSE_SECONDS = 2;

  private final long begun = System.nanoTime();
  private final ScheduledExecutorService clock;
  private volatile String stage = "";

  /** Of a work that begins now, and goes on until this is closed. */
  Stages(PrintWriter err) {
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "equipoise-stages");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        clock.scheduleAtFixedRate(() -> tell(err), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  /** The next stage begins. */
  @Override
  public void accept(String name) {
    stage = name;
  }

  private void tell(PrintWriter err) {
    if (!stage.isEmpty()) {
      err.println(
          stage + ", after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s");
      err.flush();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
