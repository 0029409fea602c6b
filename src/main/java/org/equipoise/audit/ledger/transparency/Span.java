package org.equipoise.audit.ledger.transparency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The leaves from one index, inclusive, to another, exclusive. The hash of their subtree is a step
 * of a proof.
 */
record Span(long from, long to) {

  /** Returns the greatest power of two below a size of at least 2. */
  static long split(long size) {
    return Long.highestOneBit(size - 1);
  }

  /**
   * Computes the hashes of spans that do not overlap, in the given order, in one pass over all
   * leaves.
   */
  static List<Hash> hashes(List<Span> spans, Iterator<Hash> leaves) {
    List<Span> ordered = spans.stream().sorted(Comparator.comparingLong(Span::from)).toList();
    Map<Span, Hash> hashes = new HashMap<>();
    long at = 0;
    for (Span span : ordered) {
      for (; at < span.from(); at++) {
        leaves.next();
      }
      MerkleTree tree = new MerkleTree();
      for (; at < span.to(); at++) {
        tree.add(leaves.next());
      }
      hashes.put(span, tree.head().root());
    }
    List<Hash> path = new ArrayList<>();
    spans.forEach(it -> path.add(hashes.get(it)));
    return List.copyOf(path);
  }
}
