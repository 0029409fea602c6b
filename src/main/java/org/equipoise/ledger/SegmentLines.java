package org.equipoise.ledger;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole lines of some segments, one after the other. */
final class SegmentLines implements Store.Lines {
  private static final int CHUNK = 1 << 16;

  private final FileStore store;
  private final Iterator<Long> segments;
  private @Nullable InputStream in;
  private byte[] buffer = new byte[CHUNK];
  private int start;
  private int end;
  private long offset;
  private long sequence = -1;

  SegmentLines(FileStore store, List<Long> segments) {
    this.store = store;
    this.segments = List.copyOf(segments).iterator();
  }

  /** Where the line after the one returned last starts, in bytes from its segment's begin. */
  long offset() {
    return offset;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    while (true) {
      byte[] line = nextInSegment();
      if (line != null) {
        return line;
      }
      if (in != null) {
        in.close();
        in = null;
      }
      if (!segments.hasNext()) {
        return null;
      }
      sequence = following(segments.next());
      in = new FileInputStream(store.segment(sequence).toFile());
      start = 0;
      end = 0;
      offset = 0;
    }
  }

  /** Where the next segment starts: where the one before it ended. */
  private long following(long start) {
    if (sequence < 0 || start == sequence) {
      return start;
    }
    String next = "`segments/" + store.segment(start).getFileName() + "`";
    throw start > sequence
        ? new DamagedLedgerException(
            sequence, "it is missing: the next segment, " + next + ", starts after it")
        : new DamagedLedgerException(
            start, "it is there twice: " + next + " starts before the segment before it ends");
  }

  @Override
  public long rest() {
    int rest = end;
    while (rest > start && buffer[rest - 1] == 0) {
      rest--; // room made ahead
    }
    return (long) rest - start;
  }

  /**
   * The next line of this segment; null at its end, before which half a line may stand. Only in the
   * last segment can a crash have left half a line.
   *
   * @throws DamagedLedgerException if half a line ends another segment
   */
  private byte @Nullable [] nextInSegment() throws IOException {
    int scanned = start;
    while (in != null) {
      int lineEnd = CanonicalScan.indexOf('\n', buffer, scanned, end);
      if (lineEnd >= 0) {
        byte[] line = Arrays.copyOfRange(buffer, start, lineEnd);
        offset += lineEnd + 1 - start;
        sequence++;
        start = lineEnd + 1;
        return line;
      }
      scanned = end - start;
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, buffer.length));
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        if (end == 0 || !segments.hasNext()) {
          return null;
        }
        throw new DamagedLedgerException(sequence, "its line is cut short");
      }
      end += read;
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }
}
