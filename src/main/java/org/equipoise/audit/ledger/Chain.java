package org.equipoise.audit.ledger;

import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.MerkleTree;

/** A position that advances entry by entry. Not thread-safe. */
final class Chain {
  private final MerkleTree tree;
  private Hash last;

  Chain(LedgerPosition from) {
    this.tree = new MerkleTree(from.size(), from.peaks());
    this.last = from.last();
  }

  long size() {
    return tree.size();
  }

  Hash last() {
    return last;
  }

  LedgerPosition position() {
    return new LedgerPosition(tree.size(), last, tree.peaks());
  }

  void add(Hash entry) {
    tree.add(entry);
    last = entry;
  }

  /**
   * Reads the next line.
   *
   * @throws DamagedLedgerException if it holds no entry, an entry with another number, or an entry
   *     with another previous hash
   */
  Entry next(byte[] line) {
    Entry entry = Entry.parse(line, size());
    if (!entry.previous().equals(last)) {
      throw new DamagedLedgerException(
          size(), "it follows an entry with the hash " + entry.previous() + ", not " + last);
    }
    add(entry.hash());
    return entry;
  }
}
