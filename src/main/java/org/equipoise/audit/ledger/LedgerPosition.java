package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.MerkleTree;
import org.equipoise.audit.ledger.transparency.TreeHead;

/**
 * The state of a ledger before an entry: everything that is needed to append the next one.
 * Immutable.
 *
 * @param size the number of entries
 * @param last the hash of the last entry; the hash of the empty tree if there is none
 * @param peaks the peaks of the tree over the entries, from the left
 */
public record LedgerPosition(long size, Hash last, List<Hash> peaks) {
  /** The position before the first entry. */
  public static final LedgerPosition START = new LedgerPosition(0, Hash.EMPTY, List.of());

  /**
   * Creates a position.
   *
   * @throws IllegalArgumentException if a tree of that size has another number of peaks
   */
  public LedgerPosition {
    peaks = new MerkleTree(size, peaks).peaks();
  }

  /** Returns the size and the root hash of the tree. */
  public TreeHead head() {
    return new MerkleTree(size, peaks).head();
  }

  /**
   * Parses the text that {@link #toString} returns.
   *
   * @throws IllegalArgumentException if the text is not a position
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

  /** Returns the size, the last hash and the peaks, one per line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(size).append('\n').append(last).append('\n');
    peaks.forEach(it -> text.append(it).append('\n'));
    return text.toString();
  }
}
