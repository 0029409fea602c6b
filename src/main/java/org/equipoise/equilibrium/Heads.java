package org.equipoise.equilibrium;

import java.util.Arrays;

/**
 * Which literals may follow if a literal is added to a theory, and how many more it needs.
 *
 * <p>A literal is a head of another at level L if a clause makes it follow once L literals are
 * added of which the other is one.
 */
final class Heads {
  /** A head that needs more is counted at this level. */
  static final int LEVELS = 8;

  private final Position closure;
  private final int width;
  private final int levels;
  private final long[] accepted;
  private final long[] rejected;
  private final int[] active;

  /**
   * Looks at some of the clauses.
   *
   * @param addable the literals that may be added
   * @param most how many may be added
   */
  Heads(
      int sentences,
      Implicates implicates,
      Position theory,
      Position closure,
      int[] candidates,
      Addable addable,
      int most) {
    this.closure = closure;
    this.width = 2 * sentences;
    this.levels = Math.min(most, LEVELS);
    this.accepted = new long[levels * width];
    this.rejected = new long[levels * width];
    int[] kept = new int[candidates.length];
    int size = 0;
    long byConsequenceAccepted = closure.accepted() & ~theory.accepted();
    long byConsequenceRejected = closure.rejected() & ~theory.rejected();
    for (int index : candidates) {
      long positive = implicates.positive[index];
      long negative = implicates.negative[index];
      if ((positive & (closure.accepted() | byConsequenceRejected)) != 0
          || (negative & (closure.rejected() | byConsequenceAccepted)) != 0) {
        continue;
      }
      positive &= ~closure.rejected();
      negative &= ~closure.accepted();
      int missing = Long.bitCount(positive) + Long.bitCount(negative) - 1;
      if (missing > most) {
        continue;
      }
      long fixedPositive = positive & ~addable.rejected();
      long fixedNegative = negative & ~addable.accepted();
      int fixed = Long.bitCount(fixedPositive) + Long.bitCount(fixedNegative);
      if (fixed > 1) {
        continue;
      }
      kept[size++] = index;
      add(
          Math.min(missing, LEVELS),
          positive,
          negative,
          fixed == 1 ? fixedPositive : positive,
          fixed == 1 ? fixedNegative : negative);
    }
    this.active = Arrays.copyOf(kept, size);
  }

  /** The literals that may be added to a theory: those of these sentences. */
  record Addable(long accepted, long rejected) {
    static Addable of(int[] literals) {
      long accepted = 0;
      long rejected = 0;
      for (int literal : literals) {
        long bit = 1L << (literal >> 1);
        if ((literal & 1) == 0) {
          accepted |= bit;
        } else {
          rejected |= bit;
        }
      }
      return new Addable(accepted, rejected);
    }
  }

  /** Each head may follow once all other literals of the clause are made false. */
  private void add(int level, long positive, long negative, long headPositive, long headNegative) {
    int base = (level - 1) * width;
    for (long left = positive; left != 0; left &= left - 1) {
      int premise = base + 2 * Long.numberOfTrailingZeros(left) + 1;
      accepted[premise] |= headPositive & ~Long.lowestOneBit(left);
      rejected[premise] |= headNegative;
    }
    for (long left = negative; left != 0; left &= left - 1) {
      int premise = base + 2 * Long.numberOfTrailingZeros(left);
      accepted[premise] |= headPositive;
      rejected[premise] |= headNegative & ~Long.lowestOneBit(left);
    }
  }

  /** The clauses by which something may still follow. */
  int[] active() {
    return active;
  }

  int levels() {
    return levels;
  }

  long accepted(int level, int literal) {
    return accepted[(level - 1) * width + literal];
  }

  long rejected(int level, int literal) {
    return rejected[(level - 1) * width + literal];
  }

  /** Whether nothing may follow by this literal, alone or with others. */
  boolean isIsolated(int literal) {
    for (int at = literal; at < accepted.length; at += width) {
      if ((accepted[at] | rejected[at]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The closure once the literal is added. */
  Position closureWith(int literal) {
    return closure
        .plus(Position.literal(literal))
        .plus(new Position(accepted(1, literal), rejected(1, literal)));
  }
}
