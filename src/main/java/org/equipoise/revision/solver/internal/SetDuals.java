package org.equipoise.revision.solver.internal;

import java.util.Arrays;
import org.equipoise.constitution.metering.Meter;

/**
 * Multipliers of the sets of a hitting-set problem, from its linear relaxation: for no element do
 * those of its sets add up to more than its cost, but for rounding.
 */
public final class SetDuals {
  private static final int MAX_PIVOTS = 50_000;

  private SetDuals() {}

  /**
   * A multiplier for each set, in floating point: advice, from which whoever needs a bound computes
   * one in integers.
   *
   * @param costs of the elements, each positive
   * @param sets of elements, none empty
   * @throws org.equipoise.constitution.metering.LimitExceeded if the time is over
   */
  public static double[] of(long[] costs, int[][] sets) {
    double unit = Math.max(1, Arrays.stream(costs).max().orElse(1) / 100.0);
    Matrix matrix = new Matrix(costs.length);
    for (int[] set : sets) {
      Meter.step();
      matrix.add(Cover.Row.set(set));
    }
    double[] scaled = Arrays.stream(costs).mapToDouble(it -> it / unit).toArray();
    Simplex simplex = new Simplex(matrix, scaled, Meter.expiry());
    simplex.run(Double.POSITIVE_INFINITY, MAX_PIVOTS);
    Meter.ask();
    double[] duals = simplex.duals(0);
    for (int i = 0; i < duals.length; i++) {
      duals[i] *= unit;
    }
    return duals;
  }
}
