package org.equipoise.equilibrium;

import java.util.Arrays;

/**
 * How much literals can add to a closure.
 *
 * <p>What follows by a clause with L missing premises counts 1/L for each of them, so that the sum
 * over all literals added is at least 1 for each literal that follows. For r additions, only
 * clauses with r missing premises at most count.
 */
final class Potentials {
  /** Divisible by each level, so that shares are integers. */
  private static final int SHARE = 840;

  /** From so many additions on, several numbers of additions share one bound of potentials. */
  private static final int APART = 4;

  private static final int LEVEL_GROUP = 5;

  private final Heads heads;
  private final Losses losses;
  private final Position target;
  private final int additions;

  Potentials(Heads heads, Losses losses, Position target, int additions) {
    this.heads = heads;
    this.losses = losses;
    this.target = target;
    this.additions = additions;
  }

  /**
   * What theories can have that add a literal and some later ones.
   *
   * <p>The arrays have a row for each literal and a column for each number of additions.
   */
  static final class Bounds {
    private final int width;
    private final int[] implications;
    private final long[] agreed;

    private Bounds(int literals, int additions) {
      this.width = additions + 1;
      this.implications = new int[literals * width];
      this.agreed = new long[literals * width];
    }

    /** Whether there are so many literals left. */
    boolean isPossible(int at, int more) {
      return implications[at * width + more] > 0;
    }

    int implications(int at, int more) {
      return implications[at * width + more];
    }

    long agreed(int at, int more) {
      return agreed[at * width + more];
    }
  }

  /** The potential for each number of additions, in shares: of all, and by weight of the target. */
  private void fill(int literal, long[] all, long[] agreed) {
    long allSum = SHARE;
    long agreedSum = SHARE * losses.agreement(target, Position.literal(literal));
    long seenAccepted = 0;
    long seenRejected = 0;
    for (int level = 1; level <= additions; level++) {
      if (level <= heads.levels()) {
        long accepted = heads.accepted(level, literal) & ~seenAccepted;
        long rejected = heads.rejected(level, literal) & ~seenRejected;
        seenAccepted |= accepted;
        seenRejected |= rejected;
        int share = SHARE / level;
        allSum += (long) share * (Long.bitCount(accepted) + Long.bitCount(rejected));
        agreedSum +=
            share * losses.weight((accepted & target.accepted()) | (rejected & target.rejected()));
      }
      all[level] = allSum;
      agreed[level] = agreedSum;
    }
  }

  /** The literals, those of the greatest potential for two additions first. */
  int[] sorted(int[] literals) {
    long[] all = new long[additions + 1];
    long[] agreed = new long[additions + 1];
    Ranked[] ranked = new Ranked[literals.length];
    for (int i = 0; i < literals.length; i++) {
      fill(literals[i], all, agreed);
      ranked[i] = new Ranked(literals[i], all[2] + 2 * agreed[2]);
    }
    Arrays.sort(ranked);
    int[] result = new int[ranked.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = ranked[i].literal;
    }
    return result;
  }

  private record Ranked(int literal, long potential) implements Comparable<Ranked> {
    @Override
    public int compareTo(Ranked other) {
      int order = Long.compare(other.potential, potential);
      return order != 0 ? order : Integer.compare(literal, other.literal);
    }
  }

  /**
   * Bounds for theories that add a literal and some that are later in the order or isolated.
   *
   * @param implications the size of the closure so far
   * @param agreement the weight that the target shares with it
   */
  Bounds bounds(int[] order, int[] isolated, int implications, long agreement) {
    Bounds bounds = new Bounds(order.length, additions);
    int count = order.length + isolated.length;
    int width = additions + 1;
    long[] all = new long[count * width];
    long[] agreed = new long[count * width];
    long[] allRow = new long[width];
    long[] agreedRow = new long[width];
    for (int i = 0; i < count; i++) {
      fill(i < order.length ? order[i] : isolated[i - order.length], allRow, agreedRow);
      System.arraycopy(allRow, 0, all, i * width, width);
      System.arraycopy(agreedRow, 0, agreed, i * width, width);
    }
    int sentences = losses.sentences();
    for (int first = 2; first <= additions; ) {
      int last =
          Math.min(
              additions, first < APART ? first : first < LEVEL_GROUP ? LEVEL_GROUP : additions);
      Greatest mostImplied = new Greatest(last - 1);
      Greatest mostAgreed = new Greatest(last - 1);
      for (int i = count - 1; i >= 0; i--) {
        long own = all[i * width + last];
        long ownAgreed = agreed[i * width + last];
        if (i < order.length) {
          long implied = own;
          long agreeing = ownAgreed;
          for (int more = 2; more <= last && count - i >= more; more++) {
            implied += mostImplied.values[more - 2];
            agreeing += mostAgreed.values[more - 2];
            if (more >= first) {
              int cell = i * width + more;
              bounds.implications[cell] = (int) Math.min(sentences, implications + implied / SHARE);
              bounds.agreed[cell] = agreement + agreeing / SHARE;
            }
          }
        }
        mostImplied.add(own);
        mostAgreed.add(ownAgreed);
      }
      first = last + 1;
    }
    return bounds;
  }

  /** The greatest values, in falling order. */
  private static final class Greatest {
    private final long[] values;

    Greatest(int count) {
      values = new long[count];
    }

    void add(long value) {
      int at = values.length - 1;
      if (value <= values[at]) {
        return;
      }
      while (at > 0 && values[at - 1] < value) {
        values[at] = values[at - 1];
        at--;
      }
      values[at] = value;
    }
  }
}
