package org.equipoise.audit.ledger.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing Merkle tree (RFC 6962, section 2.1) of which only the peaks are kept: the hashes of the
 * largest complete subtrees, at most 63. Not safe for several threads.
 */
public final class MerkleTree {
  private final List<Hash> peaks;
  private long size;

  /** A tree without leaves. */
  public MerkleTree() {
    this(0, List.of());
  }

  /**
   * The tree of some size that has these peaks.
   *
   * @throws IllegalArgumentException if a tree of that size has another number of them
   */
  public MerkleTree(long size, List<Hash> peaks) {
    if (size < 0 || Long.bitCount(size) != peaks.size()) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves does not have " + peaks.size() + " peaks");
    }
    this.size = size;
    this.peaks = new ArrayList<>(peaks);
  }

  /** Adds a leaf after all others. */
  public void add(Hash leaf) {
    Hash hash = leaf;
    for (long full = size; (full & 1) == 1; full >>= 1) {
      hash = Hash.node(peaks.remove(peaks.size() - 1), hash);
    }
    peaks.add(hash);
    size++;
  }

  /** How many leaves there are. */
  public long size() {
    return size;
  }

  /** The hashes of the largest complete subtrees, from the left. */
  public List<Hash> peaks() {
    return List.copyOf(peaks);
  }

  /** The size and the hash of the whole. */
  public TreeHead head() {
    if (size == 0) {
      return TreeHead.EMPTY;
    }
    Hash root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = Hash.node(peaks.get(i), root);
    }
    return new TreeHead(size, root);
  }
}
