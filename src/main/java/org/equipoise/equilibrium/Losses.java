package org.equipoise.equilibrium;

/**
 * The loss of a state, exact: 1 less its achievement.
 *
 * <p>A loss is a fraction of two longs; the factor (10·n)^e · sum of weights below the line is
 * common to all and left out. With at most 60 sentences and weights of a sum of at most a million,
 * products of a numerator and a denominator fit 64 bits.
 */
final class Losses {
  /** A commitment that the theory does not imply, in tenths. */
  private static final int UNACCOUNTED = 10;

  /** An implication without a commitment to it, in tenths. */
  private static final int UNENDORSED = 3;

  private final int sentences;
  private final Position initial;
  private final Weights weights;
  private final Shape shape;
  private final long unit;
  private final long[] leastDisputed;

  Losses(int sentences, Position initial, Weights weights, Shape shape) {
    this.sentences = sentences;
    this.initial = initial;
    this.weights = weights;
    this.shape = shape;
    this.unit = shape.power(UNACCOUNTED * (long) sentences);
    this.leastDisputed = new long[sentences + 1];
    for (int disputed = 0; disputed <= sentences; disputed++) {
      long least = Long.MAX_VALUE;
      for (int follow = 0; follow <= disputed; follow++) {
        least = Math.min(least, disputed(disputed, follow));
      }
      leastDisputed[disputed] = least;
    }
  }

  /** numerator / scale. */
  record Loss(long numerator, long scale) implements Comparable<Loss> {
    @Override
    public int compareTo(Loss other) {
      return Long.compare(numerator * other.scale, other.numerator * scale);
    }
  }

  Shape shape() {
    return shape;
  }

  Weights weights() {
    return weights;
  }

  Position initial() {
    return initial;
  }

  int sentences() {
    return sentences;
  }

  /** What all losses are parts of. */
  long unit() {
    return unit;
  }

  /** The loss in account and faithfulness if this many of the disputed sentences follow. */
  long disputed(int disputed, int follow) {
    return weights.account() * shape.power(UNACCOUNTED * (long) (disputed - follow))
        + weights.faithfulness() * shape.power(UNACCOUNTED * (long) follow);
  }

  /** The least loss in account and faithfulness of any commitments for a theory. */
  long leastDisputed(int disputed) {
    return leastDisputed[disputed];
  }

  long accountDistance(Position commitments, Position closure) {
    return accountDistance(
        commitments.size() - commitments.agreement(closure),
        Long.bitCount(closure.sentences() & ~commitments.sentences()));
  }

  long accountDistance(int unaccounted, int unendorsed) {
    return (long) UNACCOUNTED * unaccounted + (long) UNENDORSED * unendorsed;
  }

  long faithfulnessDistance(Position commitments) {
    return UNACCOUNTED * (long) (initial.size() - initial.agreement(commitments));
  }

  long account(long distance) {
    return weights.account() * shape.power(distance);
  }

  /** The loss of commitments for a fixed theory, without that of the theory itself. */
  long ofCommitments(Position commitments, Position closure) {
    return account(accountDistance(commitments, closure))
        + weights.faithfulness() * shape.power(faithfulnessDistance(commitments));
  }

  /** The loss of a theory with this many principles and implications, beside the other losses. */
  Loss of(int principles, int implications, long others) {
    if (principles == 0 && (implications == 0 || shape == Shape.LINEAR)) {
      return new Loss(others + weights.systematicity() * unit, 1);
    }
    long scale = shape.power(implications);
    return new Loss(
        others * scale + weights.systematicity() * shape.power(principles - 1L) * unit, scale);
  }
}
