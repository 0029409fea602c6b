package org.equipoise.revision.solver;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Bounds from the linear relaxation, whose duals are rounded to integers. */
final class LinearBound implements Bounder {
  private static final double INTEGRAL = 1e-6;

  private final Cover cover;
  private final Matrix matrix;
  private final Simplex simplex;
  private final double unit;
  private final byte[] applied;
  private final double[] value;
  private final long weightSum;
  private boolean optimal;

  LinearBound(Cover cover, BooleanSupplier stop) {
    this.cover = cover;
    this.matrix = new Matrix(cover.n);
    cover.rows.forEach(matrix::add);
    this.unit = Math.max(1, Arrays.stream(cover.weight).max().orElse(1) / 100.0);
    double[] cost = Arrays.stream(cover.weight).mapToDouble(w -> w / unit).toArray();
    this.simplex = new Simplex(matrix, cost, stop);
    this.applied = new byte[cover.n];
    this.value = new double[cover.n];
    this.weightSum = Arrays.stream(cover.weight).sum();
  }

  /** Takes in the rows that the cover has gained. */
  void grow() {
    for (int r = matrix.rowCount(); r < cover.rows.size(); r++) {
      matrix.add(cover.rows.get(r));
    }
    simplex.growTo();
  }

  /** The rows of the cover that the relaxation has. */
  int[] activeRows() {
    int[] rows = new int[matrix.rowCount()];
    Arrays.setAll(rows, r -> r);
    return rows;
  }

  Simplex simplex() {
    return simplex;
  }

  /** The value of each element after the last bound. */
  double[] value() {
    return value;
  }

  boolean optimal() {
    return optimal;
  }

  @Override
  public Dual bound(byte[] fixed, long ceiling) {
    for (int e = 0; e < cover.n; e++) {
      if (applied[e] != fixed[e]) {
        applied[e] = fixed[e];
        simplex.bound(e, fixed[e] == Fixing.IN ? 1 : 0, fixed[e] == Fixing.OUT ? 0 : 1);
      }
    }
    double top = ceiling >= weightSum ? Double.POSITIVE_INFINITY : ceiling * (1 + 1e-6) + 0.01;
    Simplex.Status status = simplex.run(top / unit, 50_000);
    optimal = status == Simplex.Status.OPTIMAL;
    for (int e = 0; e < cover.n; e++) {
      value[e] = simplex.value(e);
    }
    double[] y = simplex.duals(Math.min(ceiling, weightSum) / unit);
    for (int r = 0; r < y.length; r++) {
      y[r] = y[r] * unit < 1e-11 * unit ? 0 : y[r] * unit;
    }
    return Dual.rounded(cover, y);
  }

  @Override
  public int branch(byte[] fixed, long[] slack) {
    int best = -1;
    double bestScore = 0;
    for (int e = 0; e < cover.n; e++) {
      if (fixed[e] == Fixing.FREE && value[e] > INTEGRAL) {
        double fractional = Math.min(value[e], 1 - value[e]);
        double score =
            fractional > INTEGRAL
                ? 1 + Math.max(fractional, 1e-3) * cover.weight[e] * cover.occurrences[e].length
                : 1e-9;
        if (score > bestScore) {
          bestScore = score;
          best = e;
        }
      }
    }
    return best >= 0 ? best : unhit(fixed);
  }

  /** A free element of a set that no element hits yet; the relaxation may have lost track of it. */
  private int unhit(byte[] fixed) {
    for (int s = 0; s < cover.sets; s++) {
      int free = -1;
      boolean hit = false;
      for (int e : cover.set(s)) {
        hit |= fixed[e] == Fixing.IN;
        free = fixed[e] == Fixing.FREE ? e : free;
      }
      if (!hit && free >= 0) {
        return free;
      }
    }
    return -1;
  }

  @Override
  public boolean[] suggestion(byte[] fixed) {
    if (!optimal) {
      return null;
    }
    boolean[] chosen = new boolean[cover.n];
    for (int e = 0; e < cover.n; e++) {
      chosen[e] = value[e] >= 0.5;
    }
    for (int s = 0; s < cover.sets; s++) {
      int best = -1;
      for (int e : cover.set(s)) {
        if (chosen[e]) {
          best = -1;
          break;
        }
        if (best < 0 || value[e] > value[best]) {
          best = e;
        }
      }
      if (best >= 0) {
        chosen[best] = true;
      }
    }
    Greedy.dropUnneeded(cover, chosen);
    return chosen;
  }
}
