package org.equipoise.equilibrium;

import java.util.Arrays;
import java.util.Objects;

/**
 * A set of clauses in which none subsumes another.
 *
 * <p>Literal 2i is the sentence of bit i, literal 2i + 1 its negation. A clause is held as the bits
 * of its sentences and of its negated sentences.
 */
final class ClauseSet {
  private long[] positive = new long[16];
  private long[] negative = new long[16];
  private boolean[] removed = new boolean[16];
  private int used;
  private int size;

  /** The clauses that contain a literal; removed ones may still be listed. */
  private final IntList[] containing;

  /** Each clause is in the list of one of its literals. */
  private final IntList[] watched;

  private boolean isContradictory;
  private long work;

  ClauseSet(int sentences) {
    containing = lists(2 * sentences);
    watched = lists(2 * sentences);
  }

  private static IntList[] lists(int count) {
    IntList[] result = new IntList[count];
    for (int i = 0; i < count; i++) {
      result[i] = new IntList();
    }
    return result;
  }

  /** Whether the empty clause was added. */
  boolean isContradictory() {
    return isContradictory;
  }

  int size() {
    return size;
  }

  /** How many clauses were compared. */
  long work() {
    return work;
  }

  long[] positive() {
    return kept(positive);
  }

  long[] negative() {
    return kept(negative);
  }

  private long[] kept(long[] all) {
    long[] result = new long[size];
    int at = 0;
    for (int i = 0; i < used; i++) {
      if (!removed[i]) {
        result[at++] = all[i];
      }
    }
    return result;
  }

  /** Adds a clause unless it is a tautology or subsumed; removes those that it subsumes. */
  void add(long accepted, long rejected) {
    if ((accepted | rejected) == 0) {
      isContradictory = true;
      return;
    }
    if ((accepted & rejected) != 0 || isSubsumed(accepted, rejected)) {
      return;
    }
    removeSubsumed(accepted, rejected);
    if (used == positive.length) {
      positive = Arrays.copyOf(positive, 2 * used);
      negative = Arrays.copyOf(negative, 2 * used);
      removed = Arrays.copyOf(removed, 2 * used);
    }
    positive[used] = accepted;
    negative[used] = rejected;
    for (long left = accepted; left != 0; left &= left - 1) {
      containing[2 * Long.numberOfTrailingZeros(left)].add(used);
    }
    for (long left = rejected; left != 0; left &= left - 1) {
      containing[2 * Long.numberOfTrailingZeros(left) + 1].add(used);
    }
    shortest(watched, accepted, rejected).add(used);
    used++;
    size++;
  }

  private static IntList shortest(IntList[] lists, long accepted, long rejected) {
    IntList best = null;
    for (long left = accepted; left != 0; left &= left - 1) {
      IntList list = lists[2 * Long.numberOfTrailingZeros(left)];
      best = best == null || list.size < best.size ? list : best;
    }
    for (long left = rejected; left != 0; left &= left - 1) {
      IntList list = lists[2 * Long.numberOfTrailingZeros(left) + 1];
      best = best == null || list.size < best.size ? list : best;
    }
    return Objects.requireNonNull(best);
  }

  /** A clause that subsumes another is watched by one of the other's literals. */
  private boolean isSubsumed(long accepted, long rejected) {
    for (long left = accepted; left != 0; left &= left - 1) {
      if (isSubsumed(watched[2 * Long.numberOfTrailingZeros(left)], accepted, rejected)) {
        return true;
      }
    }
    for (long left = rejected; left != 0; left &= left - 1) {
      if (isSubsumed(watched[2 * Long.numberOfTrailingZeros(left) + 1], accepted, rejected)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSubsumed(IntList list, long accepted, long rejected) {
    work += list.size;
    int kept = 0;
    boolean found = false;
    for (int i = 0; i < list.size; i++) {
      int clause = list.items[i];
      if (!removed[clause]) {
        list.items[kept++] = clause;
        found |= (positive[clause] & ~accepted) == 0 && (negative[clause] & ~rejected) == 0;
      }
    }
    list.size = kept;
    return found;
  }

  private void removeSubsumed(long accepted, long rejected) {
    IntList list = live(shortest(containing, accepted, rejected));
    for (int i = 0; i < list.size; i++) {
      int clause = list.items[i];
      if ((accepted & ~positive[clause]) == 0 && (rejected & ~negative[clause]) == 0) {
        removed[clause] = true;
        size--;
      }
    }
  }

  private IntList live(IntList list) {
    work += list.size;
    int kept = 0;
    for (int i = 0; i < list.size; i++) {
      if (!removed[list.items[i]]) {
        list.items[kept++] = list.items[i];
      }
    }
    list.size = kept;
    return list;
  }

  /** The number of pairs of clauses that can be resolved on a sentence. */
  long resolvents(int sentence) {
    return (long) live(containing[2 * sentence]).size * live(containing[2 * sentence + 1]).size;
  }

  /**
   * Adds all resolvents on a sentence, until a limit of clauses or of work is met. Those of short
   * clauses come first, since they are short and subsume others.
   */
  void resolve(int sentence, int maxClauses, long maxWork) {
    IntList[] with = byLength(live(containing[2 * sentence]));
    IntList[] against = byLength(live(containing[2 * sentence + 1]));
    for (int sum = 2; sum < with.length + against.length; sum++) {
      for (int length = 1; length < sum; length++) {
        if (length < with.length && sum - length < against.length) {
          resolve(sentence, with[length], against[sum - length], maxClauses, maxWork);
        }
      }
    }
  }

  private IntList[] byLength(IntList clauses) {
    int longest = 0;
    for (int i = 0; i < clauses.size; i++) {
      longest = Math.max(longest, length(clauses.items[i]));
    }
    IntList[] result = lists(longest + 1);
    for (int i = 0; i < clauses.size; i++) {
      result[length(clauses.items[i])].add(clauses.items[i]);
    }
    return result;
  }

  private int length(int clause) {
    return Long.bitCount(positive[clause]) + Long.bitCount(negative[clause]);
  }

  private void resolve(int sentence, IntList with, IntList against, int maxClauses, long maxWork) {
    long others = ~(1L << sentence);
    for (int i = 0; i < with.size; i++) {
      int one = with.items[i];
      for (int j = 0; j < against.size && !removed[one]; j++) {
        if (size > maxClauses || work > maxWork) {
          return;
        }
        int other = against.items[j];
        if (!removed[other]) {
          add(
              (positive[one] & others) | positive[other],
              negative[one] | (negative[other] & others));
        }
      }
    }
  }

  private static final class IntList {
    private int[] items = new int[4];
    private int size;

    void add(int item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = item;
    }
  }
}
