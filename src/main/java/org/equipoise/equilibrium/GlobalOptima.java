package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.List;

/**
 * All pairs of theory and commitments with the greatest achievement.
 *
 * @param achievement the greatest achievement that was found
 * @param bound no pair achieves more than this; it is {@code achievement} if that is proven to be
 *     the greatest
 * @param isComplete whether the search was finished; else there may be more optima, or better pairs
 * @param count the number of optima found
 * @param optima the optima in canonical order; fewer than {@code count} if a limit was met
 */
public record GlobalOptima(
    Fraction achievement,
    Fraction bound,
    boolean isComplete,
    BigInteger count,
    List<State> optima) {
  /** Copies the list. */
  public GlobalOptima {
    optima = List.copyOf(optima);
  }

  /** Whether some optima are not listed, or may not be. */
  public boolean isCut() {
    return !isComplete || count.compareTo(BigInteger.valueOf(optima.size())) > 0;
  }
}
