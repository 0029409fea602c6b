package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The best commitments for a theory, in closed form. */
final class Commitments {
  private final Losses losses;
  private final long pool;

  Commitments(Losses losses) {
    this.losses = losses;
    this.pool = (1L << losses.sentences()) - 1;
  }

  /**
   * Sentences of the initial commitments to which the closure has another attitude. Each of them
   * either follows the theory or insists; all others are as the theory says.
   */
  private long disputed(Position closure) {
    Position initial = losses.initial();
    return initial.sentences()
        & ~((initial.accepted() & closure.accepted()) | (initial.rejected() & closure.rejected()));
  }

  /**
   * The least loss of so many disputed sentences of weight 1. With linear measures, which of them
   * follow does not depend on their weights.
   */
  private long leastOf(int disputed) {
    long least = Long.MAX_VALUE;
    for (int follow = 0; follow <= disputed; follow++) {
      least = Math.min(least, losses.disputed(disputed, follow));
    }
    return least;
  }

  private boolean mayBeAnything() {
    return losses.weights().account() == 0;
  }

  /** The sentences that may have any attitude where account has no weight. */
  private long free() {
    return losses.weights().faithfulness() == 0 ? pool : pool & ~losses.initial().sentences();
  }

  /** The number of best commitments, the empty ones not counted. */
  BigInteger count(Position closure) {
    if (mayBeAnything()) {
      long free = free();
      BigInteger all = BigInteger.valueOf(3).pow(Long.bitCount(free));
      return free == pool ? all.subtract(BigInteger.ONE) : all;
    }
    int disputed = Long.bitCount(disputed(closure));
    long lightest = leastOf(disputed);
    BigInteger result = BigInteger.ZERO;
    BigInteger ways = BigInteger.ONE;
    for (int follow = 0; follow <= disputed; follow++) {
      if (losses.disputed(disputed, follow) == lightest) {
        result = result.add(ways);
      }
      ways =
          ways.multiply(BigInteger.valueOf(disputed - follow))
              .divide(BigInteger.valueOf(follow + 1L));
    }
    return result;
  }

  /** The first best commitments in canonical order, the empty ones left out. */
  List<Position> best(Position closure, int limit) {
    List<Position> result = new ArrayList<>();
    if (mayBeAnything()) {
      long free = free();
      vary(losses.initial().within(~free), free, limit, result);
      return result;
    }
    long disputed = disputed(closure);
    int count = Long.bitCount(disputed);
    int least = count;
    int most = 0;
    long lightest = leastOf(count);
    for (int follow = 0; follow <= count; follow++) {
      if (losses.disputed(count, follow) == lightest) {
        least = Math.min(least, follow);
        most = follow;
      }
    }
    choose(closure, disputed, least, most, closure.within(~disputed), limit, result);
    return result;
  }

  private static void vary(Position fixed, long free, int limit, List<Position> result) {
    if (free == 0) {
      if (result.size() < limit && fixed.size() > 0) {
        result.add(fixed);
      }
      return;
    }
    long bit = Long.highestOneBit(free);
    for (Position attitude : List.of(Position.EMPTY, new Position(bit, 0), new Position(0, bit))) {
      if (result.size() < limit) {
        vary(fixed.plus(attitude), free & ~bit, limit, result);
      }
    }
  }

  /** The numbers that may follow at best have no gap, since the loss is convex in them. */
  private void choose(
      Position closure,
      long open,
      int least,
      int most,
      Position fixed,
      int limit,
      List<Position> result) {
    if (result.size() >= limit || most < 0 || least > Long.bitCount(open)) {
      return;
    }
    if (open == 0) {
      result.add(fixed);
      return;
    }
    long bit = Long.highestOneBit(open);
    Position follow = closure.within(bit);
    Position insist = losses.initial().within(bit);
    boolean followFirst = follow.compareTo(insist) < 0;
    for (boolean follows : new boolean[] {followFirst, !followFirst}) {
      choose(
          closure,
          open & ~bit,
          follows ? least - 1 : least,
          follows ? most - 1 : most,
          fixed.plus(follows ? follow : insist),
          limit,
          result);
    }
  }
}
