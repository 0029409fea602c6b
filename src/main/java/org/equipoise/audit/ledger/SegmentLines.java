package org.equipoise.audit.ledger;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.equipoise.formats.internal.CanonicalScanner;
import org.jspecify.annotations.Nullable;

/** The complete lines of consecutive segments, in order. Not thread-safe. */
final class SegmentLines implements LedgerStore.Lines {
  private static final int CHUNK = 1 << 16;

  /** The largest size of an entry, so that every reader can hold one. */
  static final int MAX_ENTRY_BYTES = 1 << 27;

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

  /** Returns the offset of the next line in bytes from the beginning of its segment. */
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
      long start = segments.next();
      requireFollowing(start);
      sequence = start;
      open(start);
    }
  }

  private void open(long segment) throws IOException {
    Path file = store.segment(segment);
    String odd = store.odd(file);
    if (odd != null) {
      throw new DamagedLedgerException(segment, "it cannot be read: " + odd);
    }
    in = new FileInputStream(file.toFile());
    start = 0;
    end = 0;
    offset = 0;
  }

  @Override
  public long sequence() {
    return sequence - 1;
  }

  /**
   * Checks that the next segment begins where the one before it ended. On the next call, reading
   * continues with this segment if entries are missing before it, and without it if it repeats
   * entries.
   */
  private void requireFollowing(long next) throws IOException {
    if (sequence < 0 || next == sequence) {
      return;
    }
    String name = "`segments/" + store.segment(next).getFileName() + "`";
    if (next < sequence) {
      throw new DamagedLedgerException(
          next, "it is there twice: " + name + " starts before the segment before it ends");
    }
    long missing = sequence;
    sequence = next;
    open(next);
    throw new DamagedLedgerException(
        missing, "it is missing: the next segment, " + name + ", starts after it");
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
   * Returns the next line of this segment; null at its end, which may be an incomplete line. A
   * crash can leave an incomplete line only in the last segment.
   *
   * @throws DamagedLedgerException if an incomplete line ends another segment
   */
  private byte @Nullable [] nextInSegment() throws IOException {
    int scanned = start;
    while (in != null) {
      int lineEnd = CanonicalScanner.indexOf('\n', buffer, scanned, end);
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
      if (end >= MAX_ENTRY_BYTES) {
        skip();
        throw new DamagedLedgerException(
            sequence++,
            "its line is longer than the " + MAX_ENTRY_BYTES + " bytes of the longest entry");
      }
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        if (end == 0 || !segments.hasNext()) {
          return null;
        }
        end = 0;
        throw new DamagedLedgerException(sequence++, "its line is cut short");
      }
      end += read;
    }
    return null;
  }

  /** Skips to the next line end or to the end of the segment. */
  private void skip() throws IOException {
    long passed = (long) end - start;
    start = 0;
    end = 0;
    while (in != null) {
      int read = in.read(buffer, 0, buffer.length);
      int lineEnd = read < 0 ? -1 : CanonicalScanner.indexOf('\n', buffer, 0, read);
      if (read < 0 || lineEnd >= 0) {
        start = lineEnd + 1;
        end = Math.max(read, 0);
        offset += passed + start;
        return;
      }
      passed += read;
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }
}
