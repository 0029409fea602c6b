package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.equilibrium.Losses.Loss;

/**
 * The theories of least loss.
 *
 * @param families the theories
 * @param least their loss
 * @param bound no theory loses less than this; it is the least loss if the search was finished
 * @param isComplete whether these are all
 */
record BestTheories(List<TheoryFamily> families, Loss least, Loss bound, boolean isComplete) {
  BestTheories {
    families = List.copyOf(families);
  }

  BigInteger count() {
    return families.stream().map(TheoryFamily::size).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The first theories in canonical order, at most so many. */
  List<Position> first(int limit) {
    List<Position> result = new ArrayList<>();
    for (TheoryFamily family : families) {
      family.addTo(result, limit);
      if (result.size() / 2 > limit) {
        result.sort(null);
        result.subList(limit, result.size()).clear();
      }
    }
    result.sort(null);
    return List.copyOf(result.subList(0, Math.min(limit, result.size())));
  }
}
