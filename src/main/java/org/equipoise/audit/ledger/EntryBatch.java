package org.equipoise.audit.ledger;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Entries that are stored together or not at all. Immutable.
 *
 * @param before the position of the ledger before these entries
 * @param entries the lines in order, without line ends
 * @param salts the salts of entries with masked facts, by sequence number
 * @param after the position of the ledger after these entries
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
