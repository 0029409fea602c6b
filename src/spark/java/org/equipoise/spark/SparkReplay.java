package org.equipoise.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.replay.ReplayFunction;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplayedRange;
import org.equipoise.audit.replay.ReplayedRanges;
import org.jspecify.annotations.Nullable;

/**
 * Replays a ledger as a Spark job, one partition for each of its segments. The ledger's folder must
 * be there for all executors, under the same path. What the driver gathers is 36 bytes an entry,
 * about.
 */
public final class SparkReplay {
  private SparkReplay() {}

  /** The entries from one sequence number up to but without another. */
  private record Segment(long from, long to) implements Serializable {}

  /**
   * Replays all entries.
   *
   * @param against the digest of the constitution that the function compares with, or null
   */
  public static ReplayResult replay(
      JavaSparkContext spark, Path folder, ReplayFunction function, @Nullable String against) {
    Ledger ledger = Ledger.in(folder);
    String path = folder.toAbsolutePath().toString();
    List<Segment> segments = segments(ledger);
    List<ReplayedRange> found =
        spark
            .parallelize(segments, segments.size())
            .mapPartitions(them -> function.apply(new Entries(path, them.next())))
            .collect();
    ReplayedRanges stretches = new ReplayedRanges(ledger, 0);
    found.forEach(stretches::add);
    return stretches.replay(true, against);
  }

  private static List<Segment> segments(Ledger ledger) {
    List<Long> starts = ledger.starts();
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      segments.add(
          new Segment(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : Long.MAX_VALUE));
    }
    return segments;
  }

  /** The entries of a segment, read where the task runs and closed when it ends. */
  private static final class Entries implements Iterator<Entry> {
    private final Ledger.Entries read;
    private final long to;
    private long next;

    Entries(String folder, Segment segment) {
      this.read = Ledger.in(Path.of(folder)).entries(segment.from());
      this.to = segment.to();
      this.next = segment.from();
      TaskCompletionListener close = task -> read.close();
      TaskContext.get().addTaskCompletionListener(close);
    }

    @Override
    public boolean hasNext() {
      return next < to && read.hasNext();
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next++;
      return read.next();
    }
  }
}
