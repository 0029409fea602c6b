package org.equipoise.audit.replay;

import java.io.Serializable;
import org.equipoise.audit.ledger.transparency.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The result of replaying consecutive entries. Immutable and serializable, so that another machine
 * can join it with others.
 */
public final class ReplayedRange implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long first;
  private final @Nullable String previous;
  private final byte[] hashes;
  private final ReplaySummary summary;

  /**
   * Creates a result.
   *
   * @param previous the hash of the previous entry in hexadecimal, as the first entry states it;
   *     null if the first entry cannot be read
   * @param hashes the hashes of the entries in order, without separators
   */
  ReplayedRange(long first, @Nullable String previous, byte[] hashes, ReplaySummary summary) {
    this.first = first;
    this.previous = previous;
    this.hashes = hashes;
    this.summary = summary;
  }

  /** Returns the sequence number of the first entry. */
  public long first() {
    return first;
  }

  @Nullable String previous() {
    return previous;
  }

  /** Returns the number of entries. */
  public int size() {
    return hashes.length / Hash.LENGTH;
  }

  /** Returns the hash of one entry; the index starts at 0. */
  Hash hash(int at) {
    return Hash.of(hashes, at * Hash.LENGTH);
  }

  /** Returns the counts. */
  public ReplaySummary summary() {
    return summary;
  }
}
