package org.equipoise.audit.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger is written.
 *
 * @param clock the time of what the recorder itself records
 * @param masking which facts are recorded as commitments only
 * @param key what signs checkpoints, or null for none
 * @param checkpointEvery a checkpoint is signed after so many entries, about, and when the recorder
 *     is closed
 * @param onFailure what becomes of what cannot be kept
 * @param spill the file in which it is kept aside; for {@link OnLedgerFailure#SPILL} alone
 * @param retryEvery how long a ledger that failed is left alone before it is tried again
 * @param waiting how many entries may wait to be kept before whoever records one more has to wait
 */
public record LedgerOptions(
    Clock clock,
    Masking masking,
    @Nullable SigningKey key,
    long checkpointEvery,
    OnLedgerFailure onFailure,
    @Nullable Path spill,
    Duration retryEvery,
    int waiting) {

  /** No key and no masking; failures block. */
  public static final LedgerOptions DEFAULT =
      new LedgerOptions(
          Clock.systemUTC(),
          Masking.NONE,
          null,
          65_536,
          OnLedgerFailure.BLOCK,
          null,
          Duration.ofSeconds(1),
          8_192);

  /**
   * @throws IllegalArgumentException if a number is not positive, or a file to spill to is missing
   */
  public LedgerOptions {
    if (checkpointEvery < 1 || waiting < 1 || retryEvery.isNegative()) {
      throw new IllegalArgumentException("numbers and times must be positive");
    }
    if (onFailure == OnLedgerFailure.SPILL && spill == null) {
      throw new IllegalArgumentException("name the file that takes what the ledger cannot");
    }
  }

  public LedgerOptions withClock(Clock clock) {
    return new LedgerOptions(
        clock, masking, key, checkpointEvery, onFailure, spill, retryEvery, waiting);
  }

  public LedgerOptions withMasking(Masking masking) {
    return new LedgerOptions(
        clock, masking, key, checkpointEvery, onFailure, spill, retryEvery, waiting);
  }

  /** Returns these options with a key that signs checkpoints. */
  public LedgerOptions withKey(SigningKey key) {
    return new LedgerOptions(
        clock, masking, key, checkpointEvery, onFailure, spill, retryEvery, waiting);
  }

  public LedgerOptions withCheckpointEvery(long entries) {
    return new LedgerOptions(clock, masking, key, entries, onFailure, spill, retryEvery, waiting);
  }

  /** Returns these options; entries that the ledger cannot take are written to this file. */
  public LedgerOptions withSpill(Path file) {
    return new LedgerOptions(
        clock, masking, key, checkpointEvery, OnLedgerFailure.SPILL, file, retryEvery, waiting);
  }

  /** Returns these options; entries that the ledger cannot take are dropped and counted. */
  public LedgerOptions withDropping() {
    return new LedgerOptions(
        clock, masking, key, checkpointEvery, OnLedgerFailure.DROP, null, retryEvery, waiting);
  }

  public LedgerOptions withRetryEvery(Duration pause) {
    return new LedgerOptions(
        clock, masking, key, checkpointEvery, onFailure, spill, pause, waiting);
  }

  public LedgerOptions withWaiting(int entries) {
    return new LedgerOptions(
        clock, masking, key, checkpointEvery, onFailure, spill, retryEvery, entries);
  }
}
