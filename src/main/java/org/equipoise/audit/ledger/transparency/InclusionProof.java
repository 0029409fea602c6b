package org.equipoise.audit.ledger.transparency;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Proves that a leaf is in a tree (RFC 6962, section 2.1.1). Immutable.
 *
 * @param index the index of the leaf, from 0
 * @param size the number of leaves in the tree
 * @param path the audit path, from the leaf to the root
 */
public record InclusionProof(long index, long size, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /**
   * Computes the proof for a leaf among the first leaves of a list.
   *
   * @param leaves the hashes of the leaves in order; at most {@code size} are read
   * @throws IllegalArgumentException if {@code index} is not in [0, size)
   * @throws NoSuchElementException if there are fewer than {@code size} leaves
   */
  public static InclusionProof of(long index, long size, Iterator<Hash> leaves) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("there is no leaf " + index + " among " + size);
    }
    List<Span> spans = new ArrayList<>();
    collect(index, 0, size, spans);
    return new InclusionProof(index, size, Span.hashes(spans, leaves));
  }

  private static void collect(long index, long from, long to, List<Span> spans) {
    if (to - from == 1) {
      return;
    }
    long middle = from + Span.split(to - from);
    if (index < middle) {
      collect(index, from, middle, spans);
      spans.add(new Span(middle, to));
    } else {
      collect(index, middle, to, spans);
      spans.add(new Span(from, middle));
    }
  }

  /** Returns whether the leaf with a hash is at this index in the tree with a root. */
  public boolean proves(Hash leaf, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Hash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Hash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
