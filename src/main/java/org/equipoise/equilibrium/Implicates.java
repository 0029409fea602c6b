package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The prime implicates of a structure: its minimal entailed clauses, found by Tison's method.
 *
 * <p>A literal follows from a consistent position if and only if it is in the position, or if all
 * other literals of one of these clauses are false in the position.
 */
final class Implicates {
  private static final int MAX_CLAUSES = 100_000;
  private static final long MAX_WORK = 3_000_000_000L;

  /** Clause i is true if a sentence of positive[i] is true or one of negative[i] is false. */
  final long[] positive;

  final long[] negative;

  private Implicates(ClauseSet clauses) {
    positive = clauses.positive();
    negative = clauses.negative();
  }

  static Implicates of(int sentences, List<List<Integer>> arguments) {
    ClauseSet clauses = new ClauseSet(sentences);
    for (List<Integer> argument : arguments) {
      add(argument, clauses);
    }
    Set<Integer> open = new TreeSet<>();
    for (int i = 0; i < sentences; i++) {
      open.add(i);
    }
    while (!open.isEmpty() && !clauses.isContradictory()) {
      int next = Collections.min(open, Comparator.comparing(clauses::resolvents));
      clauses.resolve(next, MAX_CLAUSES, MAX_WORK);
      open.remove(next);
      if (clauses.size() > MAX_CLAUSES || clauses.work() > MAX_WORK) {
        throw new IllegalArgumentException(
            "the arguments have too many consequences to find them all; split the structure or"
                + " leave arguments out");
      }
    }
    if (clauses.isContradictory()) {
      throw new IllegalArgumentException(
          "no complete position is consistent with all arguments; remove an argument");
    }
    return new Implicates(clauses);
  }

  private static void add(List<Integer> argument, ClauseSet clauses) {
    long positive = 0;
    long negative = 0;
    for (int i = 0; i < argument.size(); i++) {
      int literal = i < argument.size() - 1 ? -argument.get(i) : argument.get(i);
      long bit = 1L << (Math.abs(literal) - 1);
      if (literal > 0) {
        positive |= bit;
      } else {
        negative |= bit;
      }
    }
    clauses.add(positive, negative);
  }

  Optional<Position> closure(Position it) {
    long accepted = it.accepted();
    long rejected = it.rejected();
    long moreAccepted = accepted;
    long moreRejected = rejected;
    for (int i = 0; i < positive.length; i++) {
      long leftPositive = positive[i] & ~rejected;
      long leftNegative = negative[i] & ~accepted;
      int left = Long.bitCount(leftPositive) + Long.bitCount(leftNegative);
      if (left == 0) {
        return Optional.empty();
      }
      if (left == 1) {
        moreAccepted |= leftPositive;
        moreRejected |= leftNegative;
      }
    }
    return Optional.of(new Position(moreAccepted, moreRejected));
  }

  BigInteger extensions(Position it, int sentences) {
    Position closure = closure(it).orElse(null);
    if (closure == null) {
      return BigInteger.ZERO;
    }
    for (int i = 0; i < positive.length; i++) {
      if ((positive[i] & closure.accepted()) == 0 && (negative[i] & closure.rejected()) == 0) {
        long bit = Long.lowestOneBit((positive[i] | negative[i]) & ~closure.sentences());
        return extensions(closure.plus(new Position(bit, 0)), sentences)
            .add(extensions(closure.plus(new Position(0, bit)), sentences));
      }
    }
    return BigInteger.ONE.shiftLeft(sentences - closure.size());
  }
}
