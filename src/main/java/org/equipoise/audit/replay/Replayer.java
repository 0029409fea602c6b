package org.equipoise.audit.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Replays a ledger on this machine. It holds a few thousand entries at a time, so the ledger may be
 * of any size. The result does not depend on the number of threads. Damage is reported, and the
 * rest of the ledger is replayed. Immutable.
 *
 * @param threads the number of threads that decide, at least 1
 * @param from the sequence number of the first entry, inclusive
 * @param to the sequence number of the end, exclusive
 * @param saved the file that stores the progress; null for none
 * @param between the minimum time between two writes of that file
 * @param permissions the host classes that rules may use
 * @param asOf as of when to decide, instead of the recorded times; null for these
 */
public record Replayer(
    int threads,
    long from,
    long to,
    @Nullable Path saved,
    Duration between,
    Permissions permissions,
    @Nullable Instant asOf) {
  /** Replays all entries, on all processors. */
  public static final Replayer DEFAULT =
      new Replayer(
          Runtime.getRuntime().availableProcessors(),
          0,
          Long.MAX_VALUE,
          null,
          Duration.ofSeconds(5),
          Permissions.none(),
          null);

  private static final int CHUNK_ENTRIES = 512;
  private static final int CHUNK_BYTES = 1 << 20;

  /**
   * Creates a replayer.
   *
   * @throws IllegalArgumentException if {@code threads} is less than 1, {@code from} is negative,
   *     or {@code to} is less than {@code from}
   */
  public Replayer {
    if (threads < 1) {
      throw new IllegalArgumentException("`" + threads + "` threads decide nothing");
    }
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no entries are from " + from + " to " + to);
    }
  }

  /** Returns this replayer with another number of threads. */
  public Replayer withThreads(int number) {
    return new Replayer(number, from, to, saved, between, permissions, asOf);
  }

  /**
   * Returns this replayer for the entries from {@code first}, inclusive, to {@code end}, exclusive.
   */
  public Replayer withRange(long first, long end) {
    return new Replayer(threads, first, end, saved, between, permissions, asOf);
  }

  /**
   * Returns this replayer with a file in which it saves its progress. If the file exists, the
   * replay resumes from it. The replayer deletes the file when the replay is complete.
   */
  public Replayer withSavedFile(Path file) {
    return new Replayer(threads, from, to, file, between, permissions, asOf);
  }

  Replayer withSaveInterval(Duration time) {
    return new Replayer(threads, from, to, saved, time, permissions, asOf);
  }

  /**
   * Returns this replayer with a time as of which it decides, instead of the recorded ones. Where
   * rules do not depend on the time, nothing changes.
   */
  public Replayer withAsOf(Instant time) {
    return new Replayer(threads, from, to, saved, between, permissions, time);
  }

  /** Returns this replayer with other permissions for the rules. */
  public Replayer withPermissions(Permissions more) {
    return new Replayer(threads, from, to, saved, between, more, asOf);
  }

  /**
   * Replays each decision under its own constitution.
   *
   * @param progress called from time to time with the number of entries done
   * @throws InvalidInputException if there is no first entry, or the saved file belongs to another
   *     replay or cannot be written
   */
  public ReplayResult replay(Ledger ledger, LongConsumer progress) {
    return run(ledger, ReplayFunction.of(ledger, permissions, asOf), null, null, progress);
  }

  /**
   * Replays each decision under another constitution or charter and compares it with the recorded
   * one.
   *
   * @param progress called from time to time with the number of entries done
   * @throws InvalidInputException if there is no first entry, or the saved file belongs to another
   *     replay or cannot be written
   */
  public ReplayResult against(Authority other, Ledger ledger, LongConsumer progress) {
    ReplayFunction function = ReplayFunction.against(other, ledger, permissions, asOf);
    return run(ledger, function, null, other.digest(), progress);
  }

  /**
   * Decides each recorded case under two constitutions, as of its recorded time, and compares the
   * results. The recorded decision and its constitution do not matter. A case counts as changed if
   * the two results differ.
   *
   * @param progress called from time to time with the number of entries done
   * @throws InvalidInputException if there is no first entry, or the saved file belongs to another
   *     replay or cannot be written
   */
  public ReplayResult between(
      Constitution before, Constitution after, Ledger ledger, LongConsumer progress) {
    ReplayFunction function = ReplayFunction.between(before, after, ledger, permissions);
    return run(ledger, function, before.digest(), after.digest(), progress);
  }

  private ReplayResult run(
      Ledger ledger,
      ReplayFunction function,
      @Nullable String instead,
      @Nullable String against,
      LongConsumer progress) {
    SavedReplay file =
        saved == null
            ? null
            : new SavedReplay(saved, new SavedReplay.What(from, to, instead, against, asOf));
    ReplayedRanges ranges = ranges(file, ledger);
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "replay");
              thread.setDaemon(true);
              return thread;
            });
    boolean isEnd;
    try (Ledger.Entries entries = ledger.entries(ranges.next())) {
      isEnd = run(entries, function, pool, ranges, file, progress);
    } catch (RuntimeException | Error e) {
      keep(ranges, file, e);
      throw e;
    } finally {
      pool.shutdownNow();
    }
    if (from > 0 && ranges.isEmpty()) {
      throw new InvalidInputException(
          Problem.error("no-entry", ledger.name(), 0, 0, null, "there is no entry " + from, null));
    }
    ReplayResult replay = ranges.replay(isEnd, against).withAsOf(asOf);
    if (file != null) {
      file.delete();
    }
    return replay;
  }

  /** Returns the ranges to continue from. */
  private ReplayedRanges ranges(@Nullable SavedReplay file, Ledger ledger) {
    if (file == null) {
      return new ReplayedRanges(ledger, from);
    }
    Optional<ReplayedRanges.Place> place = file.load(ledger);
    file.prepare();
    return place.isPresent()
        ? new ReplayedRanges(ledger, place.get())
        : new ReplayedRanges(ledger, from);
  }

  /** Saves the progress before a failure. A failure to save does not replace the first one. */
  private static void keep(ReplayedRanges ranges, @Nullable SavedReplay file, Throwable fault) {
    try {
      if (file != null) {
        file.save(ranges.place());
      }
    } catch (RuntimeException e) {
      if (e != fault) {
        fault.addSuppressed(e);
      }
    }
  }

  /** Replays up to the end. Returns whether it is the end of the ledger. */
  private boolean run(
      Ledger.Entries entries,
      ReplayFunction function,
      ExecutorService pool,
      ReplayedRanges ranges,
      @Nullable SavedReplay file,
      LongConsumer progress) {
    ArrayDeque<Step> underWay = new ArrayDeque<>();
    Source source = new Source(entries, ranges.next(), to);
    long written = System.nanoTime();
    while (true) {
      while (underWay.size() <= 2 * threads && source.hasNext()) {
        underWay.add(source.next(function, pool));
      }
      if (underWay.isEmpty()) {
        return source.isAtEnd();
      }
      underWay.remove().addTo(ranges);
      progress.accept(ranges.next());
      if (file != null && System.nanoTime() - written >= between.toNanos()) {
        file.save(ranges.place());
        written = System.nanoTime();
      }
    }
  }

  /** One step of reading a ledger. */
  private interface Step {
    void addTo(ReplayedRanges ranges);
  }

  /** Reads a ledger in steps and continues after unreadable lines. */
  private static final class Source {
    private final Ledger.Entries entries;
    private final long to;
    private long next;

    Source(Ledger.Entries entries, long next, long to) {
      this.entries = entries;
      this.next = next;
      this.to = to;
    }

    private final ArrayDeque<DamagedLedgerException> damages = new ArrayDeque<>();

    boolean hasNext() {
      return !damages.isEmpty() || (next < to && hasEntry());
    }

    /** Returns whether there is an entry to read or damage to report first. */
    private boolean hasEntry() {
      try {
        return entries.hasNext() && entries.nextSequence() < to;
      } catch (DamagedLedgerException e) {
        damages.add(e);
        return true;
      }
    }

    /** Returns whether the ledger ended before the requested end. */
    boolean isAtEnd() {
      return next < to;
    }

    Step next(ReplayFunction function, ExecutorService pool) {
      if (!damages.isEmpty()) {
        DamagedLedgerException damage = damages.remove();
        return ranges -> ranges.add(damage);
      }
      List<byte[]> lines = new ArrayList<>();
      long first = entries.nextSequence();
      int bytes = 0;
      do {
        byte[] line = entries.nextLine();
        bytes += line.length;
        lines.add(line);
      } while (lines.size() < CHUNK_ENTRIES
          && bytes < CHUNK_BYTES
          && hasEntry()
          && damages.isEmpty()
          && entries.nextSequence() == first + lines.size());
      next = first + lines.size();
      Future<ReplayedRange> range = pool.submit(() -> function.replay(first, lines));
      return ranges -> ranges.add(outcome(range));
    }
  }

  private static ReplayedRange outcome(Future<ReplayedRange> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("replaying was interrupted", e);
    }
  }
}
