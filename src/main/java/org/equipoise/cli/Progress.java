package org.equipoise.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells on stderr, every two seconds, what a command is doing, how far it has come and how long it
 * has taken; and nothing of a short one. Each line ends in {@code , after 4 s}.
 */
final class Progress {
  private static final long PAUSE_MILLIS = 2_000;

  /** Of the command that runs on a thread. */
  private static final ThreadLocal<Progress> RUNNING = new ThreadLocal<>();

  private final PrintWriter err;
  private final String command;
  private final long begun = System.nanoTime();
  private final Thread teller;
  private volatile @Nullable Stage stage;
  private volatile @Nullable Tip tip;
  private boolean isOver;

  /** A part of the work; not null the number of what is done of it. */
  private record Stage(String words, @Nullable Count count) {
    @Override
    public String toString() {
      return count == null ? words : words + " " + count.done.get() + " " + count.things;
    }
  }

  /** What whoever waits longer than some seconds can do. */
  private record Tip(String words, long afterSeconds) {}

  /** How much of a part of the work is done. Safe for use by several threads. */
  static final class Count {
    private final String things;
    private final AtomicLong done = new AtomicLong();

    private Count(String things) {
      this.things = things;
    }

    /** Another one is done. */
    void step() {
      done.incrementAndGet();
    }

    /** So many are done. */
    void reach(long number) {
      done.set(number);
    }
  }

  private Progress(String command, PrintWriter err) {
    this.err = err;
    this.command = command;
    this.stage = new Stage(command, null);
    this.teller = new Thread(this::tellUntilEnd, "equipoise-progress");
    teller.setDaemon(true);
  }

  /** Of a command that begins now on this thread, and goes on until {@link #end}. */
  static Progress of(String command, PrintWriter err) {
    Progress progress = new Progress(command, err);
    RUNNING.set(progress);
    progress.teller.start();
    return progress;
  }

  /** The next part of the work begins: {@code compiling rules}, say. */
  static void at(String words) {
    begin(new Stage(words, null));
  }

  /**
   * Whoever waits longer is told, beside each part of the work, what to do.
   *
   * @param words what to do, in a few words
   */
  static void tip(String words, long afterSeconds) {
    Progress running = RUNNING.get();
    if (running != null) {
      running.tip = new Tip(words, afterSeconds);
    }
  }

  /** A part of the work is over, and the next one has no name. */
  static void between() {
    Progress running = RUNNING.get();
    if (running != null) {
      running.stage = new Stage(running.command, null);
    }
  }

  /** The command waits for others from now on, and tells nothing. */
  static void rest() {
    begin(null);
  }

  /**
   * The next part of the work begins.
   *
   * @param done what is done to each case: {@code decided}, say
   * @param all how many cases there are
   */
  static Count counting(String done, long all) {
    return counting(done, "of " + all);
  }

  /**
   * The next part of the work begins, of which nobody knows how much there is.
   *
   * @param done what is done to each thing
   * @param things what the things are
   */
  static Count counting(String done, String things) {
    Count count = new Count(things);
    begin(new Stage(done, count));
    return count;
  }

  private static void begin(@Nullable Stage next) {
    Progress running = RUNNING.get();
    if (running != null) {
      running.stage = next;
    }
  }

  private void tellUntilEnd() {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        tell();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the command is over
    }
  }

  /** Tells how far the command is, if it is at work. */
  synchronized void tell() {
    Stage now = stage;
    if (now != null && !isOver) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
      Tip known = tip;
      String told = known == null || seconds < known.afterSeconds ? "" : " (" + known.words + ")";
      err.println(now + told + ", after " + seconds + " s");
      err.flush();
    }
  }

  /** The command is over. */
  void end() {
    synchronized (this) {
      isOver = true;
    }
    teller.interrupt();
    RUNNING.remove();
  }
}
