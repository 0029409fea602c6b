package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.List;

/**
 * Theories that are equally good: each is the theory and so many of the isolated literals, which
 * imply nothing but themselves.
 *
 * @param theory what all hold
 * @param closure what follows from that
 * @param isolated of which each holds some
 * @param chosen how many
 */
record TheoryFamily(Position theory, Position closure, Position isolated, int chosen) {
  static TheoryFamily of(Position theory, Position closure) {
    return new TheoryFamily(theory, closure, Position.EMPTY, 0);
  }

  /** The number of theories. */
  BigInteger size() {
    BigInteger result = BigInteger.ONE;
    for (int i = 0; i < chosen; i++) {
      result =
          result
              .multiply(BigInteger.valueOf(isolated.size() - i))
              .divide(BigInteger.valueOf(i + 1L));
    }
    return result;
  }

  /** Adds the first theories in canonical order, at most so many. */
  void addTo(List<Position> theories, int limit) {
    choose(isolated.sentences(), chosen, theory, theories, theories.size() + limit);
  }

  private void choose(long open, int left, Position made, List<Position> theories, int most) {
    if (theories.size() >= most || Long.bitCount(open) < left) {
      return;
    }
    if (left == 0) {
      theories.add(made);
      return;
    }
    long bit = Long.highestOneBit(open);
    choose(open & ~bit, left, made, theories, most);
    choose(open & ~bit, left - 1, made.plus(isolated.within(bit)), theories, most);
  }

  /** The closure of one of the theories; all have the same size and share as much with a target. */
  Position anyClosure() {
    Position result = closure;
    long open = isolated.sentences();
    for (int i = 0; i < chosen; i++) {
      long bit = Long.lowestOneBit(open);
      result = result.plus(isolated.within(bit));
      open &= ~bit;
    }
    return result;
  }
}
