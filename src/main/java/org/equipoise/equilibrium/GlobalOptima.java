package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.List;

/**
 * All pairs of theory and commitments with the greatest achievement.
 *
 * @param achievement the greatest achievement
 * @param count the number of optima
 * @param optima the optima in canonical order; fewer than {@code count} if a limit was met
 */
public record GlobalOptima(Fraction achievement, BigInteger count, List<State> optima) {
  /** Copies the list. */
  public GlobalOptima {
    optima = List.copyOf(optima);
  }

  /** Whether the list is shorter than the count. */
  public boolean isCut() {
    return count.compareTo(BigInteger.valueOf(optima.size())) > 0;
  }
}
