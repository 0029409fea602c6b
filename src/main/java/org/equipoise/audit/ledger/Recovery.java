package org.equipoise.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * The place at which a ledger in a folder continues: after the last complete entry of its last
 * segment.
 *
 * @param length the number of bytes of that segment up to this place
 * @param position the position of the ledger
 */
record Recovery(long length, LedgerPosition position) {

  /**
   * Reads the last segment.
   *
   * @param begin the position at which the segment begins
   * @param acknowledged the position that was certainly acknowledged; null if only the ledger
   *     itself states it
   * @throws DamagedLedgerException if an acknowledged entry is damaged
   * @throws LedgerException if another writer has continued after the acknowledged position
   */
  static Recovery of(FileStore store, LedgerPosition begin, @Nullable LedgerPosition acknowledged)
      throws IOException {
    TreeHead least = leastHead(store);
    if (acknowledged != null) {
      if (least.size() > acknowledged.size()) {
        throw new LedgerException(
            "`" + store.name() + "` was written by somebody else in between", null);
      }
      least = acknowledged.head();
    }
    Chain chain = new Chain(begin);
    long whole = 0;
    DamagedLedgerException damage = null;
    boolean seen = check(chain, least);
    try (SegmentLines lines = new SegmentLines(store, List.of(begin.size()))) {
      while (acknowledged == null || chain.size() < acknowledged.size()) {
        byte[] line = lines.next();
        if (line == null) {
          break;
        }
        chain.next(line);
        whole = lines.offset();
        seen |= check(chain, least);
      }
    } catch (DamagedLedgerException e) {
      damage = e;
    }
    if (!seen) {
      throw damage != null
          ? damage
          : new DamagedLedgerException(
              chain.size(),
              "it was acknowledged and is missing, up to entry " + (least.size() - 1));
    }
    return new Recovery(whole, chain.position());
  }

  /** Returns the certainly acknowledged head; the empty head if it cannot be read. */
  private static TreeHead leastHead(FileStore store) {
    try {
      return store.acknowledged().orElse(TreeHead.EMPTY);
    } catch (IOException e) {
      return TreeHead.EMPTY; // cut short by a crash: the head is written without synchronising
    }
  }

  /** Returns whether every acknowledged entry was read. Fails if one of them differs. */
  private static boolean check(Chain chain, TreeHead least) {
    if (chain.size() != least.size()) {
      return chain.size() > least.size();
    }
    if (!chain.position().head().equals(least)) {
      throw new DamagedLedgerException(
          Math.max(0, chain.size() - 1), "up to it the ledger is not what was acknowledged");
    }
    return true;
  }

  /** Returns the position at which the last segment begins, as stored or else computed anew. */
  static LedgerPosition lastSegment(FileStore store) throws IOException {
    List<Long> starts = store.starts();
    long first = starts.isEmpty() ? 0 : starts.get(starts.size() - 1);
    if (first == 0) {
      return LedgerPosition.START;
    }
    try {
      LedgerPosition noted =
          LedgerPosition.parse(Files.readString(store.positionFile(first), StandardCharsets.UTF_8));
      if (noted.size() == first) {
        return noted;
      }
    } catch (IOException | IllegalArgumentException e) {
      // compute it anew
    }
    Chain chain = new Chain(LedgerPosition.START);
    try (LedgerStore.Lines lines = store.lines(0)) {
      while (chain.size() < first) {
        byte[] line = lines.next();
        if (line == null) {
          throw new DamagedLedgerException(chain.size(), "it is missing");
        }
        chain.next(line);
      }
    }
    return chain.position();
  }
}
