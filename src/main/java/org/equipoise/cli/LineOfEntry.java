package org.equipoise.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Ledger;

/**
 * In which file and line of a ledger an entry stands.
 *
 * @param starts the numbers of the entries with which the segments begin, in order
 */
record LineOfEntry(List<Long> starts) {
  static LineOfEntry of(Ledger ledger) {
    try {
      return new LineOfEntry(ledger.starts());
    } catch (DamagedLedgerException e) {
      return new LineOfEntry(List.of()); // a segment has a name that is none, as verifying tells
    }
  }

  /** Returns {@code FILE:LINE}, or empty if there is no such entry. */
  Optional<String> place(long entry) {
    return starts.stream()
        .filter(it -> entry >= 0 && it <= entry)
        .max(Long::compare)
        .map(
            start ->
                String.format(Locale.ROOT, "segments/%020d.jsonl:%d", start, entry - start + 1));
  }
}
