package org.equipoise.audit.ledger;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Entries that are kept together or not at all.
 *
 * @param before where they go on from
 * @param entries each without a line end
 * @param salts those of entries with masked facts, by sequence number
 * @param after where the next ones go on from
 */
public record EntryBatch(
    LedgerPosition before,
    List<byte[]> entries,
    SortedMap<Long, byte[]> salts,
    LedgerPosition after) {

  public EntryBatch {
    entries = List.copyOf(entries);
    salts = Collections.unmodifiableSortedMap(new TreeMap<>(salts));
  }
}
