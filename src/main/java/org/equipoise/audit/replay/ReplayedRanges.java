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
 * Stretches of a ledger put together, in order, with a look at whether they make up the ledger that
 * was written: each follows the one before, and what was acknowledged is there. Not safe for
 * several threads.
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
   * None yet.
   *
   * @param from the sequence number of the first entry there will be
   */
  public ReplayedRanges(Ledger ledger, long from) {
    this(
        ledger,
        new Place(from, from, from == 0 ? Hash.EMPTY.hex() : null, List.of(), ReplaySummary.NONE));
  }

  /** As far as they had come. */
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
   * How far they have come.
   *
   * @param next the sequence number of the entry that comes next
   * @param last the hash of the entry before it, or null if that is not known
   * @param peaks of the tree over all entries; none if it does not begin with the first
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

  /** Whether nothing was there to be added. */
  boolean isEmpty() {
    return next == from && summary.damages() == 0;
  }

  /** The sequence number of the entry that comes next. */
  public long next() {
    return next;
  }

  /**
   * Adds the stretch that comes next. Where entries are missing before it, or it does not follow
   * them, the summary says so.
   *
   * @throws DamagedLedgerException if it comes before one that was added
   */
  public void add(ReplayedRange stretch) {
    if (stretch.first() < next) {
      throw new DamagedLedgerException(
          next, "in its place stands the entry numbered " + stretch.first());
    }
    if (stretch.first() > next) {
      miss(stretch.first());
    }
    if (last != null && stretch.previous() != null && !last.hex().equals(stretch.previous())) {
      damage(next, "it does not follow the entry before it: one of the two was altered", 0);
    }
    summary = summary.plus(stretch.summary());
    for (int i = 0; i < stretch.size(); i++) {
      last = stretch.hash(i);
      next++;
      if (tree != null) {
        tree.add(last);
        checkHead(tree);
      }
    }
  }

  /** Adds something that is not as it was written, and shows before the entry that comes next. */
  void add(DamagedLedgerException damage) {
    told = damage.entry() < 0 ? next : damage.entry();
    damage(told, damage.what(), 0);
  }

  private void damage(long entry, String what, long unreadable) {
    summary = summary.plus(ReplaySummary.of(new ReplaySummary.Damage(entry, what), unreadable));
  }

  /** Goes on with an entry, before which others are missing. */
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
   * What came of all of them.
   *
   * @param isEnd whether the ledger ends here
   * @param against the digest of the constitution they were compared with, or null
   */
  public ReplayResult replay(boolean isEnd, @Nullable String against) {
    if (isEnd && acknowledged.isPresent() && acknowledged.get().size() > next) {
      damage(next, "it is missing: " + acknowledged.get().size() + " entries were acknowledged", 0);
    }
    return new ReplayResult(from, tree == null ? null : tree.head(), summary, against);
  }
}
