package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How much the attitude to each sentence counts in distances: whole numbers, 1 each at first. */
final class SentenceWeights {
  private final long[] weights;
  private final boolean areEqual;
  private final long total;

  private SentenceWeights(long[] weights) {
    this.weights = weights;
    this.areEqual = Arrays.stream(weights).allMatch(it -> it == 1);
    this.total = Arrays.stream(weights).reduce(0, Math::addExact);
  }

  static SentenceWeights equal(int sentences) {
    return of(Collections.nCopies(sentences, 1L));
  }

  /** Only proportions count, so that the common divisor is left out. */
  static SentenceWeights of(List<Long> weights) {
    BigInteger divisor = BigInteger.ZERO;
    for (long weight : weights) {
      if (weight <= 0) {
        throw new IllegalArgumentException(
            "a sentence has the weight " + weight + "; weights of sentences are positive");
      }
      divisor = divisor.gcd(BigInteger.valueOf(weight));
    }
    long common = divisor.longValueExact();
    return new SentenceWeights(weights.stream().mapToLong(it -> it / common).toArray());
  }

  boolean areEqual() {
    return areEqual;
  }

  long total() {
    return total;
  }

  /** The sum over these sentences. */
  long of(long sentences) {
    if (areEqual) {
      return Long.bitCount(sentences);
    }
    long sum = 0;
    for (long left = sentences; left != 0; left &= left - 1) {
      sum += weights[Long.numberOfTrailingZeros(left)];
    }
    return sum;
  }
}
