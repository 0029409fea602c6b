package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The prime implicates of a structure: its minimal entailed clauses, found by Tison's method.
 *
 * <p>A literal follows from a consistent position if and only if it is in the position, or if all
 * other literals of one of these clauses are false in the position.
 */
final class Implicates {
  private static final int MAX_CLAUSES = 20_000;

  /** Clause i is true if a sentence of positive[i] is true or one of negative[i] is false. */
  final long[] positive;

  final long[] negative;

  private Implicates(List<Clause> clauses) {
    positive = clauses.stream().mapToLong(Clause::positive).toArray();
    negative = clauses.stream().mapToLong(Clause::negative).toArray();
  }

  private record Clause(long positive, long negative) {
    boolean subsumes(Clause other) {
      return (positive & ~other.positive) == 0 && (negative & ~other.negative) == 0;
    }

    boolean isTautology() {
      return (positive & negative) != 0;
    }
  }

  static Implicates of(int sentences, List<List<Integer>> arguments) {
    List<Clause> clauses = new ArrayList<>();
    for (List<Integer> argument : arguments) {
      add(clauses, clause(argument));
    }
    long open = (1L << sentences) - 1;
    while (open != 0) {
      long next = cheapest(clauses, open);
      resolve(clauses, next);
      open &= ~next;
    }
    if (clauses.contains(new Clause(0, 0))) {
      throw new IllegalArgumentException(
          "no complete position is consistent with all arguments; remove an argument");
    }
    return new Implicates(clauses);
  }

  private static Clause clause(List<Integer> argument) {
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
    return new Clause(positive, negative);
  }

  /** The open sentence with the fewest pairs of clauses to resolve. */
  private static long cheapest(List<Clause> clauses, long open) {
    long best = 0;
    long least = Long.MAX_VALUE;
    for (long left = open; left != 0; left &= left - 1) {
      long bit = Long.lowestOneBit(left);
      long with = clauses.stream().filter(it -> (it.positive & bit) != 0).count();
      long against = clauses.stream().filter(it -> (it.negative & bit) != 0).count();
      if (with * against < least) {
        least = with * against;
        best = bit;
      }
    }
    return best;
  }

  private static void resolve(List<Clause> clauses, long bit) {
    List<Clause> with = clauses.stream().filter(it -> (it.positive & bit) != 0).toList();
    List<Clause> against = clauses.stream().filter(it -> (it.negative & bit) != 0).toList();
    Set<Clause> seen = new HashSet<>();
    for (Clause one : with) {
      for (Clause other : against) {
        Clause resolvent =
            new Clause(
                (one.positive & ~bit) | other.positive, one.negative | (other.negative & ~bit));
        if (seen.add(resolvent)) {
          add(clauses, resolvent);
        }
      }
    }
  }

  private static void add(List<Clause> clauses, Clause added) {
    if (added.isTautology() || clauses.stream().anyMatch(it -> it.subsumes(added))) {
      return;
    }
    clauses.removeIf(added::subsumes);
    clauses.add(added);
    if (clauses.size() > MAX_CLAUSES) {
      throw new IllegalArgumentException(
          "the arguments have more than "
              + MAX_CLAUSES
              + " prime implicates; split the structure or leave arguments out");
    }
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
