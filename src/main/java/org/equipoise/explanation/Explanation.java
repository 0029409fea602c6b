package org.equipoise.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.equipoise.ledger.DamagedLedgerException;
import org.equipoise.ledger.Entry;
import org.equipoise.ledger.Kind;
import org.equipoise.ledger.Ledger;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/**
 * Why a decision came out as it did, from the record alone: no rule is compiled or run. Immutable.
 *
 * @param ledger what the ledger is called
 * @param entry that records the decision
 * @param later what was recorded of it afterwards: that a person overrode it, what the host did,
 *     and whether its salt was erased; in order
 */
public record Explanation(String ledger, Entry entry, List<Entry> later) {
  private static final long PROGRESS = 10_000;

  public Explanation {
    later = List.copyOf(later);
  }

  /**
   * The explanation of one entry. That the entry fits the one before it and the one after it is
   * looked into; whether the ledger as a whole is as it was written is for verification to say.
   *
   * @param progress told how many of the later entries were read, now and then
   * @throws InvalidInputException if there is no such entry, or it is no decision
   * @throws DamagedLedgerException if it, or one beside it, was altered
   */
  public static Explanation of(Ledger ledger, long sequence, LongConsumer progress) {
    Entry entry = find(ledger, sequence);
    if (entry.kind() != Kind.DECISION) {
      throw new InvalidInputException(noDecision(ledger, entry));
    }
    List<Entry> later = new ArrayList<>();
    try (Ledger.Entries entries = ledger.entries(sequence + 1)) {
      Entry next = entries.hasNext() ? entries.next() : null;
      if (next != null && !next.previous().equals(entry.hash())) {
        throw new DamagedLedgerException(
            sequence, "it or the entry after it was altered: they do not follow each other");
      }
      for (long read = 1; next != null; read++) {
        if (isAbout(next, sequence)) {
          later.add(next);
        }
        if (read % PROGRESS == 0) {
          progress.accept(read);
        }
        next = entries.hasNext() ? entries.next() : null;
      }
    }
    return new Explanation(ledger.name(), entry, later);
  }

  private static Entry find(Ledger ledger, long sequence) {
    try (Ledger.Entries entries = ledger.entries(Math.max(0, sequence - 1))) {
      Entry before = sequence > 0 && entries.hasNext() ? entries.next() : null;
      if (sequence < 0 || !entries.hasNext()) {
        throw new InvalidInputException(
            Problem.error(
                "no-entry",
                ledger.name(),
                0,
                0,
                null,
                "there is no entry " + sequence,
                "entries are numbered from 0; `verify` says how many there are"));
      }
      Entry entry = entries.next();
      if (before != null && !entry.previous().equals(before.hash())) {
        throw new DamagedLedgerException(
            sequence, "it or the entry before it was altered: they do not follow each other");
      }
      return entry;
    }
  }

  private static Problem noDecision(Ledger ledger, Entry entry) {
    JsonNode about = Account.tree(entry).path("entry");
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
            + (about.isNumber() ? " about entry " + about.asText() : ""),
        about.isNumber() ? "ask for that one: `--entry " + about.asText() + "`" : null);
  }

  private static boolean isAbout(Entry entry, long sequence) {
    return switch (entry.kind()) {
      case OVERRIDE, OUTCOME, ERASURE -> {
        JsonNode about = Account.tree(entry).path("entry");
        yield about.isIntegralNumber() && about.asLong() == sequence;
      }
      default -> false;
    };
  }

  /** Whether deciding failed. */
  public boolean hasFailed() {
    return Account.of(entry).error() != null;
  }

  /** What was decided and why, in a paragraph of plain words. */
  public String paragraph() {
    return new Narrative(Account.of(entry), later).paragraph();
  }

  /** All that was recorded, line by line. */
  public List<String> details() {
    return new Details(Account.of(entry), later).lines();
  }
}
