package org.equipoise.audit.replay;

import java.util.List;
import java.util.Optional;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.MerkleTree;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * Joins replayed ranges of a ledger, in order, into one result. Checks that each range follows the
 * one before and that no acknowledged entry is missing. Not thread-safe.
 */
public final class ReplayedRanges {
  private final long from;
  private final Optional<TreeHead> acknowledged;
  private @Nullable MerkleTree tree;
  private long next;
  private @Nullable Hash last;
  private ReplaySummary summary;
  private long told = -1;

  /**
   * Creates an instance without ranges.
   *
   * @param from the sequence number of the first entry to come
   */
  public ReplayedRanges(Ledger ledger, long from) {
    this(
        ledger,
        new Place(from, from, from == 0 ? Hash.EMPTY.hex() : null, List.of(), ReplaySummary.NONE));
  }

  /** Resumes at a saved place. */
  ReplayedRanges(Ledger ledger, Place place) {
    this.from = place.from();
    this.next = place.next();
    this.last = place.last() == null ? null : Hash.parseHex(place.last());
    this.summary = place.summary();
    boolean isWhole = from == 0 && place.peaks().size() == Long.bitCount(next);
    this.tree =
        isWhole ? new MerkleTree(next, place.peaks().stream().map(Hash::parseHex).toList()) : null;
    this.acknowledged = ledger.acknowledged();
  }

  /**
   * A saved place.
   *
   * @param next the sequence number of the next entry
   * @param last the hash of the entry before it; null if not known
   * @param peaks the peaks of the tree over all entries; empty if the replay did not start at the
   *     first entry
   */
  record Place(
      long from, long next, @Nullable String last, List<String> peaks, ReplaySummary summary) {}

  Place place() {
    return new Place(
        from,
        next,
        last == null ? null : last.hex(),
        tree == null ? List.of() : tree.peaks().stream().map(Hash::hex).toList(),
        summary);
  }

  /** Returns whether nothing was added. */
  boolean isEmpty() {
    return next == from && summary.damages() == 0;
  }

  /** Returns the sequence number of the next entry. */
  public long next() {
    return next;
  }

  /**
   * Adds the next range. If entries are missing before it, or it does not follow them, the summary
   * reports the damage.
   *
   * @throws DamagedLedgerException if the range starts before the next entry
   */
  public void add(ReplayedRange range) {
    if (range.first() < next) {
      throw new DamagedLedgerException(
          next, "in its place stands the entry numbered " + range.first());
    }
    if (range.first() > next) {
      miss(range.first());
    }
    if (last != null && range.previous() != null && !last.hex().equals(range.previous())) {
      damage(next, "it does not follow the entry before it: one of the two was altered", 0);
    }
    summary = summary.plus(range.summary());
    for (int i = 0; i < range.size(); i++) {
      last = range.hash(i);
      next++;
      if (tree != null) {
        tree.add(last);
        checkHead(tree);
      }
    }
  }

  /** Adds a damaged place that shows before the next entry. */
  void add(DamagedLedgerException damage) {
    told = damage.entry() < 0 ? next : damage.entry();
    damage(told, damage.what(), 0);
  }

  private void damage(long entry, String what, long unreadable) {
    summary = summary.plus(ReplaySummary.of(new ReplaySummary.Damage(entry, what), unreadable));
  }

  /** Continues at an entry after missing ones. */
  private void miss(long first) {
    if (told == next) {
      summary = summary.plus(ReplaySummary.unreadable(first - next));
    } else {
      damage(
          next,
          first == next + 1
              ? "it is missing"
              : "it is missing, with all up to entry " + (first - 1),
          first - next);
    }
    next = first;
    last = null;
    tree = null; // of what is missing nobody knows the hash
  }

  private void checkHead(MerkleTree whole) {
    if (acknowledged.isPresent()
        && acknowledged.get().size() == next
        && !acknowledged.get().equals(whole.head())) {
      damage(
          next - 1,
          "up to it the ledger has the head "
              + whole.head()
              + ", and what was acknowledged is "
              + acknowledged.get(),
          0);
    }
  }

  /**
   * Returns the result of all ranges.
   *
   * @param isEnd whether the ledger ends here
   * @param against the digest of the constitution to compare with; null if there is none
   */
  public ReplayResult replay(boolean isEnd, @Nullable String against) {
    if (isEnd && acknowledged.isPresent() && acknowledged.get().size() > next) {
      damage(next, "it is missing: " + acknowledged.get().size() + " entries were acknowledged", 0);
    }
    return new ReplayResult(from, tree == null ? null : tree.head(), summary, against);
  }
}
