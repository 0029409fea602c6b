package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.MerkleTree;
import org.equipoise.audit.ledger.transparency.TreeHead;

/**
 * Where a ledger goes on: all that must be known of the entries before a place.
 *
 * @param size how many there are
 * @param last the hash of the last one; of the empty tree if there is none
 * @param peaks those of the tree over them
 */
public record LedgerPosition(long size, Hash last, List<Hash> peaks) {
  /** Before the first entry. */
  public static final LedgerPosition START = new LedgerPosition(0, Hash.EMPTY, List.of());

  /**
   * @throws IllegalArgumentException if a tree of that size has another number of peaks
   */
  public LedgerPosition {
    peaks = new MerkleTree(size, peaks).peaks();
  }

  /** The size and the hash of the tree. */
  public TreeHead head() {
    return new MerkleTree(size, peaks).head();
  }

  /**
   * The position that a text spells.
   *
   * @throws IllegalArgumentException if it spells none
   */
  public static LedgerPosition parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2) {
      throw new IllegalArgumentException("a position has a size and a hash");
    }
    List<Hash> peaks = new ArrayList<>();
    for (int i = 2; i < lines.size(); i++) {
      peaks.add(Hash.parseHex(lines.get(i)));
    }
    LedgerPosition position =
        new LedgerPosition(Long.parseLong(lines.get(0)), Hash.parseHex(lines.get(1)), peaks);
    if (!position.toString().equals(text)) {
      throw new IllegalArgumentException("a position is written in one way only");
    }
    return position;
  }

  /** The size, the last hash and the peaks, each on a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(size).append('\n').append(last).append('\n');
    peaks.forEach(it -> text.append(it).append('\n'));
    return text.toString();
  }
}
