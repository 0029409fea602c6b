package org.equipoise.cli;

import java.io.PrintWriter;

/** Tells every two seconds how far a long work has come, and nothing of a short one. */
final class Progress {
  private static final long PAUSE_NANOS = 2_000_000_000L;

  private final String done;
  private final String rest;
  private final PrintWriter err;
  private long count;
  private long told = System.nanoTime();

  /**
   * Of some work.
   *
   * @param done what is done to each case: {@code decided}, say
   * @param all how many cases there are
   */
  Progress(String done, long all, PrintWriter err) {
    this(done, "of " + all, err);
  }

  /**
   * Of some work, of which nobody knows how much there is.
   *
   * @param done what is done to each thing
   * @param things what the things are
   */
  Progress(String done, String things, PrintWriter err) {
    this.done = done;
    this.rest = things;
    this.err = err;
  }

  /** Another one is done. */
  void step() {
    reach(count + 1);
  }

  /** So many are done. */
  void reach(long number) {
    count = number;
    long now = System.nanoTime();
    if (now - told > PAUSE_NANOS) {
      told = now;
      err.println(done + " " + count + " " + rest);
      err.flush();
    }
  }
}
