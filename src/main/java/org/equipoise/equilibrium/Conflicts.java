package org.equipoise.equilibrium;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Clauses that the target violates, no two of which share a sentence: a theory can agree with the
 * target on all but one sentence of each at most.
 */
final class Conflicts {
  private final Losses losses;
  private final Position target;
  private final long[] sentences;
  private final long[] least;

  private Conflicts(Losses losses, Position target, List<Long> sentences) {
    this.losses = losses;
    this.target = target;
    this.sentences = sentences.stream().mapToLong(it -> it).toArray();
    this.least = sentences.stream().mapToLong(it -> lightest(it, losses)).toArray();
  }

  private static long lightest(long sentences, Losses losses) {
    long result = Long.MAX_VALUE;
    for (long left = sentences; left != 0; left &= left - 1) {
      result = Math.min(result, losses.weight(Long.lowestOneBit(left)));
    }
    return result;
  }

  static Conflicts of(Implicates implicates, Position target, Losses losses) {
    List<Long> violated = new ArrayList<>();
    IntStream.range(0, implicates.positive.length)
        .filter(
            it ->
                (implicates.positive[it] & ~target.rejected()) == 0
                    && (implicates.negative[it] & ~target.accepted()) == 0)
        .mapToObj(it -> implicates.positive[it] | implicates.negative[it])
        .sorted(Comparator.comparing(Long::bitCount))
        .forEach(
            it -> {
              if (violated.stream().allMatch(other -> (it & other) == 0)) {
                violated.add(it);
              }
            });
    return new Conflicts(losses, target, violated);
  }

  /** The greatest weight of the target with which the closure of a longer theory can agree. */
  long mostAgreed(Position closure) {
    long refuted =
        (target.accepted() & closure.rejected()) | (target.rejected() & closure.accepted());
    long result = losses.weight(target.sentences() & ~refuted);
    for (int i = 0; i < sentences.length; i++) {
      if ((sentences[i] & refuted) == 0) {
        result -= least[i];
      }
    }
    return result;
  }
}
