package org.equipoise.audit.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.Ledger;

/**
 * The entry of a ledger with the latest time, where that is ahead of the last entry or of a clock.
 * A window that ends with it may have nothing else in it.
 *
 * @param entry its number
 * @param time its time
 * @param rest when a window without such entries ends
 */
public record DatedAhead(long entry, Instant time, Instant rest) {
  /** Threads that decide at once record in another order, and clocks differ a little. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  /**
   * Looks for such an entry.
   *
   * @param now the time of a clock; no entry should be later
   * @throws org.equipoise.audit.ledger.DamagedLedgerException if an entry cannot be read
   */
  public static Optional<DatedAhead> in(Ledger ledger, Instant now) {
    Instant limit = now.plus(TOLERANCE);
    long entry = -1;
    Instant latest = Instant.MIN;
    Instant latestUntilNow = Instant.MIN;
    Instant last = Instant.MIN;
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        long sequence = entries.nextSequence();
        last = Entry.skim(entries.nextLine(), sequence).time();
        if (last.isAfter(latest)) {
          latest = last;
          entry = sequence;
        }
        if (!last.isAfter(limit) && last.isAfter(latestUntilNow)) {
          latestUntilNow = last;
        }
      }
    }
    boolean isLastSound = !last.isAfter(limit);
    if (entry < 0 || !latest.isAfter(isLastSound ? last.plus(TOLERANCE) : limit)) {
      return Optional.empty();
    }
    Instant sound = isLastSound ? last : latestUntilNow;
    return Optional.of(new DatedAhead(entry, latest, sound.equals(Instant.MIN) ? now : sound));
  }
}
