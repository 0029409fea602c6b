package org.equipoise.audit.ledger.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * Computes the hash of a growing list (RFC 6962, section 2.1). It stores only the peaks: the hashes
 * of the largest complete subtrees, at most 63. Not thread-safe.
 */
public final class MerkleTree {
  private final List<Hash> peaks;
  private long size;

  /** Creates a tree without leaves. */
  public MerkleTree() {
    this(0, List.of());
  }

  /**
   * Creates a tree from its size and peaks.
   *
   * @throws IllegalArgumentException if a tree of that size has another number of peaks
   */
  public MerkleTree(long size, List<Hash> peaks) {
    if (size < 0 || Long.bitCount(size) != peaks.size()) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves does not have " + peaks.size() + " peaks");
    }
    this.size = size;
    this.peaks = new ArrayList<>(peaks);
  }

  /** Appends a leaf. */
  public void add(Hash leaf) {
    Hash hash = leaf;
    for (long full = size; (full & 1) == 1; full >>= 1) {
      hash = Hash.node(peaks.remove(peaks.size() - 1), hash);
    }
    peaks.add(hash);
    size++;
  }

  /** Returns the number of leaves. */
  public long size() {
    return size;
  }

  /** Returns the hashes of the largest complete subtrees, from the left. */
  public List<Hash> peaks() {
    return List.copyOf(peaks);
  }

  /** Returns the size and the root hash. */
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
