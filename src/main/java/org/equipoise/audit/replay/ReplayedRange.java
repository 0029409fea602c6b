package org.equipoise.audit.replay;

import java.io.Serializable;
import org.equipoise.audit.ledger.transparency.Hash;
import org.jspecify.annotations.Nullable;

/**
 * What came of replaying entries that follow each other. Immutable; it may be sent elsewhere to be
 * put together with others.
 */
public final class ReplayedRange implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long first;
  private final @Nullable String previous;
  private final byte[] hashes;
  private final ReplaySummary summary;

  /**
   * @param previous the hash of the entry before, as the first says, in hexadecimal; null if the
   *     first cannot be read
   * @param hashes of the entries, in order
   */
  ReplayedRange(long first, @Nullable String previous, byte[] hashes, ReplaySummary summary) {
    this.first = first;
    this.previous = previous;
    this.hashes = hashes;
    this.summary = summary;
  }

  /** The sequence number of the first entry. */
  public long first() {
    return first;
  }

  @Nullable String previous() {
    return previous;
  }

  /** How many entries there are. */
  public int size() {
    return hashes.length / Hash.LENGTH;
  }

  /** The hash of one of them, counted from 0. */
  Hash hash(int at) {
    return Hash.of(hashes, at * Hash.LENGTH);
  }

  /** What came of them. */
  public ReplaySummary summary() {
    return summary;
  }
}
