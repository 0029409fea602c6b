package org.equipoise.audit.log;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a ledger that match a query, in order, and holds one at a time. Not
 * thread-safe.
 */
public final class LedgerLog {
  private static final long PROGRESS = 10_000;

  private final Ledger ledger;
  private final LogQuery query;
  private final TextSearch search;
  private final Consumer<DamagedLedgerException> damages;
  private final LongConsumer progress;
  private @Nullable Hash last;
  private long damaged;

  /**
   * The result of reading.
   *
   * @param read the number of entries that could be read
   * @param matched how many of them match
   * @param damaged the number of places at which the ledger is damaged
   * @param rest the number of bytes after the last complete entry, left by a crash; they were never
   *     acknowledged
   */
  public record Reading(long read, long matched, long damaged, long rest) {}

  /**
   * Asks a ledger.
   *
   * @param damages is told of each place where an entry cannot be read or is missing; reading
   *     continues after it
   * @param progress called from time to time with the number of entries read
   */
  public LedgerLog(
      Ledger ledger,
      LogQuery query,
      Consumer<DamagedLedgerException> damages,
      LongConsumer progress) {
    this.ledger = ledger;
    this.query = query;
    this.search = new TextSearch(query.caseId(), query.rule(), query.stakeholder());
    this.damages = damages;
    this.progress = progress;
  }

  /** Reads the ledger and passes on the entries that match. */
  public Reading read(Consumer<LogEntry> entries) {
    damaged = 0;
    Acknowledged acknowledged = acknowledged();
    LaterRecords later = later();
    long read = 0;
    long matched = 0;
    long rest;
    long end;
    last = null;
    try (Ledger.Entries lines = ledger.entries()) {
      while (hasNext(lines)) {
        long sequence = lines.nextSequence();
        byte[] line = lines.nextLine();
        try {
          LogEntry found = match(line, following(line, sequence), later);
          if (found != null) {
            matched++;
            entries.accept(found);
          }
          read++;
        } catch (DamagedLedgerException e) {
          damage(e);
        }
        if (read % PROGRESS == 0) {
          progress.accept(read);
        }
      }
      rest = lines.rest();
      end = lines.nextSequence();
    }
    if (end < acknowledged.size()) {
      damage(acknowledged.missingFrom(end));
    }
    return new Reading(read, matched, damaged, rest);
  }

  private void damage(DamagedLedgerException damage) {
    damaged++;
    damages.accept(damage);
  }

  /** Returns whether there is another line. Goes on after what cannot be read. */
  private boolean hasNext(Ledger.Entries lines) {
    while (true) {
      try {
        return lines.hasNext();
      } catch (DamagedLedgerException e) {
        last = null;
        damage(e);
      }
    }
  }

  /**
   * Returns the entry in a line. Tells if it does not follow the one before: an entry that was
   * altered may not match any more.
   */
  private Entry following(byte[] line, long sequence) {
    Hash before = last;
    last = Hash.leaf(line);
    Entry entry = Entry.skim(line, sequence);
    if (before != null && !entry.previous().equals(before)) {
      damage(
          new DamagedLedgerException(
              sequence, "it does not follow the entry before it: one of the two was altered"));
    }
    return entry;
  }

  private @Nullable LogEntry match(byte[] line, Entry entry, LaterRecords later) {
    boolean mayMatch = query.matches(entry.kind(), entry.time());
    if (entry.kind() == EntryKind.DECISION) {
      boolean isAsked = later.isAskedFor(entry.sequence());
      if (!isAsked && !mayMatch && query.caseId() == null) {
        return null;
      }
      if (!isAsked && !search.isIn(line)) {
        return null;
      }
      LogEntry found = EntryReader.read(line, entry);
      later.remember(found, query.caseId());
      return mayMatch && isMatch(found, later) ? found : null;
    }
    if (!mayMatch) {
      return null;
    }
    LogEntry found = EntryReader.read(line, entry);
    if (entry.kind().isAboutEntry()) {
      found =
          found.ofCase(
              query.caseId() == null ? later.caseOf(found) : later.caseIf(query.caseId(), found));
    }
    return query.matches(found) ? found : null;
  }

  private boolean isMatch(LogEntry found, LaterRecords later) {
    return query.matches(found) && (!query.overridden() || later.isOverridden(found.entry()));
  }

  /**
   * Reads which decisions later records are about, if the answer depends on it. What cannot be read
   * is told of when the entries are read for good.
   */
  private LaterRecords later() {
    LaterRecords later = new LaterRecords(ledger);
    boolean isOfLater = query.kind() == null || query.kind().isAboutEntry();
    boolean areCasesAsked = !query.isOfDecisions() && isOfLater && query.caseId() == null;
    if (!query.overridden() && !areCasesAsked) {
      return later;
    }
    try (Ledger.Entries lines = ledger.entries()) {
      while (true) {
        try {
          if (!lines.hasNext()) {
            return later;
          }
          Entry entry = lines.next();
          if (entry.kind().isAboutEntry()) {
            later.add(EntryReader.read(entry), areCasesAsked);
          }
        } catch (DamagedLedgerException e) {
          // it is told where the entries themselves are read
        }
      }
    }
  }

  /** How long the ledger was when it was opened, as far as it says so itself. */
  private record Acknowledged(long size, String saidBy) {
    DamagedLedgerException missingFrom(long entry) {
      return new DamagedLedgerException(
          entry,
          size == entry + 1
              ? "it is missing, as " + saidBy + " says"
              : "it is missing, with all up to entry " + (size - 1) + ", as " + saidBy + " says");
    }
  }

  private Acknowledged acknowledged() {
    Acknowledged longest = new Acknowledged(0, "");
    try {
      TreeHead head = ledger.acknowledged().orElse(TreeHead.EMPTY);
      longest = new Acknowledged(head.size(), "the head that was acknowledged last");
    } catch (DamagedLedgerException e) {
      damage(e);
    }
    for (String note : ledger.checkpoints()) {
      try {
        Checkpoint checkpoint = Checkpoint.unverified(note);
        if (checkpoint.head().size() > longest.size()) {
          longest =
              new Acknowledged(
                  checkpoint.head().size(), "a checkpoint of `" + checkpoint.origin() + "`");
        }
      } catch (IllegalArgumentException e) {
        damage(new DamagedLedgerException("a checkpoint is none: " + e.getMessage()));
      }
    }
    return longest;
  }
}
