package org.equipoise.audit.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger is written. Immutable.
 *
 * @param clock the clock for events that the recorder itself records
 * @param masking which facts are recorded as commitments only
 * @param key the key that signs checkpoints; null if checkpoints are not signed
 * @param checkpointEvery the approximate number of entries between two checkpoints, at least 1; the
 *     recorder also signs one when it is closed
 * @param onFailure what happens to entries that the ledger cannot take
 * @param spill the file that takes them; null unless {@code onFailure} is {@link
 *     OnLedgerFailure#SPILL}
 * @param retryEvery the pause after a failure before the recorder writes again, not negative
 * @param waiting the number of entries that may wait to be written, at least 1; further calls block
 *     until there is room
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

  /**
   * Without a key and without masking. The recorder refuses entries while the ledger cannot be
   * written.
   */
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
   * Creates options.
   *
   * @throws IllegalArgumentException if a number is not positive, {@code retryEvery} is negative,
   *     or {@code onFailure} is {@code SPILL} and {@code spill} is null
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
