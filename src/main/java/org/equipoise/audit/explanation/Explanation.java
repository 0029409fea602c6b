package org.equipoise.audit.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why a recorded decision came out as it did, from the record alone. No rule is compiled or run.
 * Immutable.
 *
 * @param ledger the name of the ledger
 * @param entry the entry that records the decision
 * @param later the later entries about the decision, in order: answers, overrides, outcomes and
 *     erasures
 * @param unread a sentence for each later part that could not be read and may have held more
 */
public record Explanation(String ledger, Entry entry, List<Entry> later, List<String> unread) {
  private static final long PROGRESS = 10_000;
  private static final int MAX_UNREAD = 10;

  public Explanation {
    later = List.copyOf(later);
    unread = List.copyOf(unread);
  }

  /**
   * Explains one entry. Checks that the entry fits the entries before and after it, but does not
   * verify the whole ledger.
   *
   * @param progress called from time to time with the number of later entries read
   * @throws InvalidInputException if there is no such entry, or it records no decision
   * @throws DamagedLedgerException if the entry cannot be read, or it or a neighbour was altered
   */
  public static Explanation of(Ledger ledger, long sequence, LongConsumer progress) {
    List<String> unread = new ArrayList<>();
    Entry entry = find(ledger, sequence, unread);
    if (entry.kind() != EntryKind.DECISION) {
      throw new InvalidInputException(noDecision(ledger, entry));
    }
    List<Entry> later = new ArrayList<>();
    try (Ledger.Entries entries = ledger.entries(sequence + 1)) {
      Entry next = next(entries, unread);
      if (next != null && isAfter(next, entry) && !next.previous().equals(entry.hash())) {
        throw new DamagedLedgerException(
            sequence, "it or the entry after it was altered: they do not follow each other");
      }
      for (long read = 1; next != null; read++) {
        if (isAbout(next, sequence, unread)) {
          later.add(next);
        }
        if (read % PROGRESS == 0) {
          progress.accept(read);
        }
        next = next(entries, unread);
      }
    }
    return new Explanation(ledger.name(), entry, later, unread);
  }

  private static boolean isAfter(Entry next, Entry entry) {
    return next.sequence() == entry.sequence() + 1;
  }

  /** Returns the next readable entry, or null. */
  private static @Nullable Entry next(Ledger.Entries entries, List<String> unread) {
    while (true) {
      try {
        return entries.hasNext() ? entries.next() : null;
      } catch (DamagedLedgerException e) {
        note(e, unread);
      }
    }
  }

  private static void note(DamagedLedgerException damage, List<String> unread) {
    if (unread.size() < MAX_UNREAD) {
      unread.add(String.valueOf(damage.getMessage()));
    }
  }

  private static Entry find(Ledger ledger, long sequence, List<String> unread) {
    if (sequence > 0) {
      try (Ledger.Entries entries = ledger.entries(sequence - 1)) {
        Entry before = entries.hasNext() ? entries.next() : null;
        Entry entry = before != null && entries.hasNext() ? entries.next() : null;
        if (before != null
            && entry != null
            && isAfter(entry, before)
            && !entry.previous().equals(before.hash())) {
          throw new DamagedLedgerException(
              sequence, "it or the entry before it was altered: they do not follow each other");
        }
      } catch (DamagedLedgerException e) {
        if (e.entry() == sequence) {
          throw e;
        }
        note(e, unread);
      }
    }
    return ledger.entryGiven(sequence);
  }

  private static Problem noDecision(Ledger ledger, Entry entry) {
    JsonNode body = RecordedDecisionView.tree(entry);
    if (entry.kind().isAboutAmendment()) {
      return noDecision(
          ledger,
          entry,
          " about the amendment `" + body.path("id").asText() + "`",
          "`history DIR --ledger DIR` tells of amendments");
    }
    JsonNode about = body.path("entry");
    return about.isNumber()
        ? noDecision(
            ledger,
            entry,
            " about entry " + about.asText(),
            "ask for that one: `--entry " + about.asText() + "`")
        : noDecision(ledger, entry, "", null);
  }

  private static Problem noDecision(
      Ledger ledger, Entry entry, String about, @Nullable String hint) {
    return Problem.error(
        "no-decision",
        ledger.name(),
        0,
        0,
        null,
        "entry "
            + entry.sequence()
            + " records no decision, but an entry of kind `"
            + entry.kind().word()
            + "`"
            + about,
        hint);
  }

  private static boolean isAbout(Entry entry, long sequence, List<String> unread) {
    if (!entry.kind().isAboutEntry()) {
      return false;
    }
    try {
      JsonNode about = RecordedDecisionView.tree(entry).path("entry");
      return about.isIntegralNumber() && about.canConvertToLong() && about.asLong() == sequence;
    } catch (DamagedLedgerException e) {
      note(e, unread);
      return false;
    }
  }

  /** Returns whether deciding failed. */
  public boolean hasFailed() {
    return RecordedDecisionView.of(entry).decision().error() != null;
  }

  /** Returns the decision and its reasons as one paragraph. */
  public String paragraph() {
    return new ExplanationText(RecordedDecisionView.of(entry), later).paragraph();
  }

  /** Returns everything that was recorded, line by line. */
  public List<String> details() {
    List<String> lines =
        new ArrayList<>(new DetailedText(RecordedDecisionView.of(entry), later).lines());
    unread.forEach(it -> lines.add("not read: " + Phrases.plain(it)));
    return lines;
  }
}
