package org.equipoise.audit.log;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions later records are about: answers, overrides, outcomes, erasures. Keeps a bit for
 * each entry, and the case ids of the latest decisions that are asked for; older ones are read from
 * the ledger again.
 */
final class LaterRecords {
  /** How many case ids are kept in memory. */
  private static final int MAX_KEPT = 50_000;

  private final Ledger ledger;
  private final BitSet asked = new BitSet();
  private final BitSet overridden = new BitSet();
  private final BitSet ofCase = new BitSet();
  private final Map<Long, String> cases =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > MAX_KEPT;
        }
      };

  LaterRecords(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Adds a later record.
   *
   * @param isAsked whether the case of its decision will be asked for
   */
  void add(LogEntry record, boolean isAsked) {
    int about = place(record);
    if (about < 0) {
      return;
    }
    if (isAsked) {
      asked.set(about);
    }
    if (record.kind() == EntryKind.OVERRIDE) {
      overridden.set(about);
    }
  }

  /** Returns the number of the decision; −1 if it is about none that can be. */
  private static int place(LogEntry record) {
    Long about = record.about();
    return about == null || about < 0 || about >= record.entry() || about > Integer.MAX_VALUE
        ? -1
        : about.intValue();
  }

  boolean isAskedFor(long decision) {
    return decision <= Integer.MAX_VALUE && asked.get((int) decision);
  }

  boolean isOverridden(long decision) {
    return decision <= Integer.MAX_VALUE && overridden.get((int) decision);
  }

  /**
   * Remembers the case of a decision.
   *
   * @param sought the one case that is asked for; null if all are
   */
  void remember(LogEntry decision, @Nullable String sought) {
    String caseId = decision.caseId();
    if (caseId == null || decision.entry() > Integer.MAX_VALUE) {
      return;
    }
    if (sought == null) {
      cases.put(decision.entry(), caseId);
    } else if (sought.equals(caseId)) {
      ofCase.set((int) decision.entry());
    }
  }

  /** Returns the case that is sought if a later record is about it, and null otherwise. */
  @Nullable String caseIf(String sought, LogEntry record) {
    int about = place(record);
    return about >= 0 && ofCase.get(about) ? sought : null;
  }

  /** Returns the case that a later record is about; null if that cannot be read. */
  @Nullable String caseOf(LogEntry record) {
    int about = place(record);
    if (about < 0) {
      return null;
    }
    String known = cases.get((long) about);
    if (known != null) {
      return known;
    }
    try {
      return EntryReader.read(ledger.entry(about)).caseId();
    } catch (DamagedLedgerException | IllegalArgumentException e) {
      return null; // what is wrong was told when that entry was read
    }
  }
}
