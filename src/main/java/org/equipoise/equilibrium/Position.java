package org.equipoise.equilibrium;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An attitude to each sentence: accepted, rejected or none.
 *
 * @param accepted bit i − 1 is set if sentence i is accepted
 * @param rejected bit i − 1 is set if sentence i is rejected
 */
public record Position(long accepted, long rejected) implements Comparable<Position> {
  /** The position without any attitude. */
  public static final Position EMPTY = new Position(0, 0);

  /** Refuses a sentence that is accepted and rejected. */
  public Position {
    if ((accepted & rejected) != 0) {
      int sentence = Long.numberOfTrailingZeros(accepted & rejected) + 1;
      throw new IllegalArgumentException(
          "sentence " + sentence + " is both accepted and rejected; keep one of both");
    }
  }

  /** The position that accepts sentence i for each i, and rejects it for each −i. */
  public static Position of(Collection<Integer> literals) {
    long accepted = 0;
    long rejected = 0;
    for (int literal : literals) {
      long bit = 1L << (Math.abs(DialecticalStructure.checked(literal)) - 1);
      if (literal > 0) {
        accepted |= bit;
      } else {
        rejected |= bit;
      }
    }
    return new Position(accepted, rejected);
  }

  /** The position that accepts sentence i for each i, and rejects it for each −i. */
  public static Position of(Integer... literals) {
    return of(List.of(literals));
  }

  /** Literal 2i accepts the sentence of bit i, literal 2i + 1 rejects it. */
  static Position literal(int literal) {
    long bit = 1L << (literal >> 1);
    return (literal & 1) == 0 ? new Position(bit, 0) : new Position(0, bit);
  }

  /** The number of sentences accepted or rejected. */
  public int size() {
    return Long.bitCount(accepted | rejected);
  }

  /** i for each sentence i that is accepted, −i if it is rejected, in the order of sentences. */
  public List<Integer> literals() {
    List<Integer> result = new ArrayList<>();
    for (long left = sentences(); left != 0; left &= left - 1) {
      int sentence = Long.numberOfTrailingZeros(left) + 1;
      result.add((accepted & Long.lowestOneBit(left)) != 0 ? sentence : -sentence);
    }
    return result;
  }

  /** Whether every attitude of the other is one of this. */
  public boolean includes(Position other) {
    return (other.accepted & ~accepted) == 0 && (other.rejected & ~rejected) == 0;
  }

  /** The sentences with an attitude, as bits. */
  long sentences() {
    return accepted | rejected;
  }

  /** The attitudes of this to the sentences of the mask. */
  Position within(long mask) {
    return new Position(accepted & mask, rejected & mask);
  }

  /** The attitudes of both, which must not contradict each other. */
  Position plus(Position other) {
    return new Position(accepted | other.accepted, rejected | other.rejected);
  }

  /** All positions that differ from this in the attitude to at most one sentence. */
  List<Position> neighbours(int sentences) {
    List<Position> result = new ArrayList<>(List.of(this));
    for (int i = 0; i < sentences; i++) {
      long bit = 1L << i;
      Position without = within(~bit);
      for (Position with :
          List.of(
              without,
              new Position(without.accepted | bit, without.rejected),
              new Position(without.accepted, without.rejected | bit))) {
        if (!with.equals(this)) {
          result.add(with);
        }
      }
    }
    return result;
  }

  private int digit(long bit) {
    return (accepted & bit) != 0 ? 1 : (rejected & bit) != 0 ? 2 : 0;
  }

  /** Orders by the last sentence that is seen otherwise: none before accepted before rejected. */
  @Override
  public int compareTo(Position other) {
    long bit = Long.highestOneBit((accepted ^ other.accepted) | (rejected ^ other.rejected));
    return Integer.compare(digit(bit), other.digit(bit));
  }

  @Override
  public String toString() {
    return literals().toString();
  }
}
