package org.equipoise.equilibrium;

/**
 * The loss of a state, exact: 1 less its achievement.
 *
 * <p>A loss is others + c · above / below, with c the weight of systematicity times the unit; the
 * unit (10·V)^e times the sum of weights, with V the weight of all sentences, is what losses are
 * parts of, and left out.
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
  private final SentenceWeights sentenceWeights;
  private final long unit;
  private final long leastWeight;
  private final long[] leastDisputed;

  Losses(int sentences, Position initial, Weights weights, Shape shape) {
    this(sentences, initial, weights, shape, SentenceWeights.equal(sentences));
  }

  Losses(
      int sentences,
      Position initial,
      Weights weights,
      Shape shape,
      SentenceWeights sentenceWeights) {
    if (shape == Shape.QUADRATIC && !sentenceWeights.areEqual()) {
      throw new IllegalArgumentException(
          "sentences have different weights, which need linear measures");
    }
    this.sentences = sentences;
    this.initial = initial;
    this.weights = weights;
    this.shape = shape;
    this.sentenceWeights = sentenceWeights;
    this.leastWeight = Math.min(weights.account(), weights.faithfulness());
    try {
      this.unit = shape.power(Math.multiplyExact(UNACCOUNTED, sentenceWeights.total()));
      Math.multiplyExact(unit, weights.sum());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the weights of the sentences are too fine; write them with fewer digits", e);
    }
    this.leastDisputed = new long[shape == Shape.LINEAR ? 0 : sentences + 1];
    for (int disputed = 0; disputed < leastDisputed.length; disputed++) {
      long least = Long.MAX_VALUE;
      for (int follow = 0; follow <= disputed; follow++) {
        least = Math.min(least, disputed(disputed, follow));
      }
      leastDisputed[disputed] = least;
    }
  }

  /** others + c · above / below. */
  record Loss(long others, long above, long below) {}

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

  /** The weight of these sentences. */
  long weight(long mask) {
    return sentenceWeights.of(mask);
  }

  /** The weight of the attitudes that both have. */
  long agreement(Position one, Position other) {
    return weight((one.accepted() & other.accepted()) | (one.rejected() & other.rejected()));
  }

  /** The loss in account and faithfulness if this many of the disputed sentences follow. */
  long disputed(int disputed, int follow) {
    return weights.account() * shape.power(UNACCOUNTED * (long) (disputed - follow))
        + weights.faithfulness() * shape.power(UNACCOUNTED * (long) follow);
  }

  /** The least loss in account and faithfulness of any commitments for a theory. */
  long leastDisputed(long disputed) {
    return shape == Shape.LINEAR
        ? leastWeight * UNACCOUNTED * disputed
        : leastDisputed[(int) disputed];
  }

  long accountDistance(Position commitments, Position closure) {
    return accountDistance(
        weight(commitments.sentences()) - agreement(commitments, closure),
        weight(closure.sentences() & ~commitments.sentences()));
  }

  long accountDistance(long unaccounted, long unendorsed) {
    return UNACCOUNTED * unaccounted + UNENDORSED * unendorsed;
  }

  long faithfulnessDistance(Position commitments) {
    return UNACCOUNTED * (weight(initial.sentences()) - agreement(initial, commitments));
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
      return new Loss(others, 1, 1);
    }
    return new Loss(others, shape.power(principles - 1L), shape.power(implications));
  }

  /** Which of two losses is less, as a comparator tells it. */
  int compare(Loss one, Loss other) {
    return compareProducts(
        one.others - other.others,
        one.below * other.below,
        weights.systematicity() * unit,
        other.above * one.below - one.above * other.below);
  }

  /** Compares a · b with c · d, which may need 128 bits. */
  private static int compareProducts(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }

  /**
   * The greatest other losses with which a theory of so many principles and implications loses no
   * more than this. There are at least as many implications as principles, and one of each.
   */
  long mostOthers(Loss loss, int principles, int implications) {
    long above = shape.power(principles - 1L);
    long below = shape.power(implications);
    long difference = loss.above * below - above * loss.below;
    long whole = below * loss.below;
    long systematicity = weights.systematicity() * unit;
    return loss.others
        + systematicity / whole * difference
        + Math.floorDiv(systematicity % whole * difference, whole);
  }
}
