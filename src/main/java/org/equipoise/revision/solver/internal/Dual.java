package org.equipoise.revision.solver.internal;

/**
 * A multiplier for each of some rows, in units of {@code 1 / scale}. Any non-negative multipliers
 * prove a bound: the demands they pay for, less what they overcharge the elements (Lagrangian
 * bound; Geoffrion 1974, section 2).
 *
 * @param rows the rows with a multiplier above 0
 * @param values their multipliers, times the scale
 * @param scale at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Dual(int[] rows, long[] values, long scale) {
  private static final double MAX_CHARGES = 0x1p59;

  /** No multipliers. */
  static final Dual NONE = new Dual(new int[0], new long[0], 1);

  /** Multipliers for all rows, rounded to as fine a unit as a long bears; at least zero. */
  static Dual rounded(Cover cover, double[] y) {
    double weights = 2;
    for (long weight : cover.weight) {
      weights += 2.0 * weight;
    }
    double charges = 0;
    int count = 0;
    for (int r = 0; r < y.length; r++) {
      if (y[r] > 0) {
        count++;
        Cover.Row row = cover.rows.get(r);
        double total = row.demand();
        for (long a : row.coefficients()) {
          total += a;
        }
        charges += total * y[r];
      }
    }
    // Multipliers far along a ray may be too great for a long; smaller ones prove a bound, too.
    double shrunk = Math.min(1, MAX_CHARGES / Math.max(charges, 1));
    int spare = 60 - Math.getExponent(weights + shrunk * charges);
    long scale = 1L << Math.max(0, Math.min(40, spare));
    int[] rows = new int[count];
    long[] values = new long[count];
    count = 0;
    for (int r = 0; r < y.length; r++) {
      if (y[r] > 0) {
        rows[count] = r;
        values[count++] = Math.round(shrunk * y[r] * scale);
      }
    }
    return new Dual(rows, values, scale);
  }

  /**
   * The bound on the weight of every cover that agrees with the fixings, times the scale; exact.
   *
   * @param slack receives, times the scale, each element's weight less its charges
   * @throws ArithmeticException if a number leaves the range of a long
   */
  long scaledBound(Cover cover, byte[] fixed, long[] slack) {
    long bound = 0;
    for (int e = 0; e < cover.n; e++) {
      slack[e] = Math.multiplyExact(cover.weight[e], scale);
    }
    for (int i = 0; i < rows.length; i++) {
      Cover.Row row = cover.rows.get(rows[i]);
      long multiplier = values[i];
      bound = Math.addExact(bound, Math.multiplyExact(multiplier, row.demand()));
      int[] elements = row.elements();
      long[] coefficients = row.coefficients();
      for (int k = 0; k < elements.length; k++) {
        int e = elements[k];
        slack[e] = Math.subtractExact(slack[e], Math.multiplyExact(multiplier, coefficients[k]));
      }
    }
    for (int e = 0; e < cover.n; e++) {
      if (fixed[e] == Fixing.IN || (fixed[e] == Fixing.FREE && slack[e] < 0)) {
        bound = Math.addExact(bound, slack[e]);
      }
    }
    return bound;
  }

  /** The decisions that the multipliers show to be common to all covers up to a weight. */
  byte[] fixedUpTo(long weight, Cover cover) {
    byte[] fixed = new byte[cover.n];
    long[] slack = new long[cover.n];
    long scaled = scaledBound(cover, fixed, slack);
    for (int e = 0; e < cover.n; e++) {
      if (ceilDiv(scaled + Math.abs(slack[e]), scale) > weight) {
        fixed[e] = slack[e] < 0 ? Fixing.IN : Fixing.OUT;
      }
    }
    for (int s = 0; s < cover.sets; s++) {
      int possible = 0;
      int only = -1;
      for (int e : cover.set(s)) {
        if (fixed[e] != Fixing.OUT) {
          possible++;
          only = e;
        }
      }
      if (possible == 1) {
        fixed[only] = Fixing.IN;
      }
    }
    return fixed;
  }

  /** The multipliers as a proof carries them. */
  Proof.Multipliers asProof() {
    return new Proof.Multipliers(rows, values, scale);
  }

  static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }
}
