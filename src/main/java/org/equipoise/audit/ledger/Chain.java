package org.equipoise.audit.ledger;

import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.Tree;

/** A position that moves on, entry by entry. */
final class Chain {
  private final Tree tree;
  private Hash last;

  Chain(Position from) {
    this.tree = new Tree(from.size(), from.peaks());
    this.last = from.last();
  }

  long size() {
    return tree.size();
  }

  Hash last() {
    return last;
  }

  Position position() {
    return new Position(tree.size(), last, tree.peaks());
  }

  void add(Hash entry) {
    tree.add(entry);
    last = entry;
  }

  /**
   * Reads the line that comes next.
   *
   * @throws DamagedLedgerException if it holds no entry, another one, or one that follows another
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
