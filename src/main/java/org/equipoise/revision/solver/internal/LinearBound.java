package org.equipoise.revision.solver.internal;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Bounds from the linear relaxation, whose duals are rounded to integers. */
final class LinearBound implements Bounder {
  private static final double INTEGRAL = 1e-6;

  /** With fewer sets than this, all are taken in at once. */
  private static final int LAZY = 400;

  private final Cover cover;
  private final Matrix matrix;
  private final Simplex simplex;
  private final double unit;
  private final byte[] applied;
  private final double[] value;
  private final long weightSum;
  private boolean optimal;
  private int[] rowOf = new int[64];
  private int derived;

  /** A relaxation that starts with the rows that have multipliers, or with all if none has. */
  LinearBound(Cover cover, Dual from, BooleanSupplier stop) {
    this.cover = cover;
    this.matrix = new Matrix(cover.n);
    if (from.rows().length == 0 || cover.sets < LAZY) {
      for (int r = 0; r < cover.sets; r++) {
        add(r);
      }
    } else {
      for (int r : from.rows()) {
        if (r < cover.sets) {
          add(r);
        }
      }
    }
    this.derived = cover.sets;
    this.unit = Math.max(1, Arrays.stream(cover.weight).max().orElse(1) / 100.0);
    double[] cost = Arrays.stream(cover.weight).mapToDouble(w -> w / unit).toArray();
    this.simplex = new Simplex(matrix, cost, stop);
    this.applied = new byte[cover.n];
    this.value = new double[cover.n];
    this.weightSum = Arrays.stream(cover.weight).sum();
    grow();
  }

  private void add(int row) {
    if (matrix.rowCount() == rowOf.length) {
      rowOf = Arrays.copyOf(rowOf, 2 * rowOf.length);
    }
    rowOf[matrix.rowCount()] = row;
    matrix.add(cover.rows.get(row));
  }

  /** Takes in the derived rows that the cover has gained. */
  void grow() {
    while (derived < cover.rows.size()) {
      add(derived++);
    }
    simplex.growTo();
  }

  /** Takes in the sets that the relaxation leaves less than hit; whether there were any. */
  private boolean takeInViolated() {
    int before = matrix.rowCount();
    for (int s = 0; s < cover.sets; s++) {
      if (sum(cover.set(s)) < 1 - INTEGRAL) {
        add(s);
      }
    }
    simplex.growTo();
    return matrix.rowCount() > before;
  }

  private double sum(int[] set) {
    double sum = 0;
    for (int e : set) {
      sum += value[e];
    }
    return sum;
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
    apply(fixed);
    double top = ceiling >= weightSum ? Double.POSITIVE_INFINITY : ceiling * (1 + 1e-6) + 0.01;
    do {
      Simplex.Status status = simplex.run(top / unit, 50_000);
      optimal = status == Simplex.Status.OPTIMAL;
      for (int e = 0; e < value.length; e++) {
        value[e] = simplex.value(e);
      }
    } while (optimal && matrix.rowCount() < cover.rows.size() && takeInViolated());
    return dual(simplex.duals(Math.min(ceiling, weightSum) / unit));
  }

  private void apply(byte[] fixed) {
    for (int e = 0; e < fixed.length; e++) {
      if (applied[e] != fixed[e]) {
        applied[e] = fixed[e];
        simplex.bound(e, fixed[e] == Fixing.IN ? 1 : 0, fixed[e] == Fixing.OUT ? 0 : 1);
      }
    }
  }

  private Dual dual(double[] ofMatrix) {
    double[] y = new double[cover.rows.size()];
    for (int r = 0; r < ofMatrix.length; r++) {
      y[rowOf[r]] = ofMatrix[r] < 1e-11 ? 0 : ofMatrix[r] * unit;
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
  public boolean @Nullable [] suggestion(byte[] fixed) {
    if (!optimal) {
      return null;
    }
    boolean[] chosen = new boolean[cover.n];
    for (int e = 0; e < cover.n; e++) {
      chosen[e] = value[e] >= 0.5;
    }
    for (int s = 0; s < cover.sets; s++) {
      int missing = greatestOfUnhit(cover.set(s), chosen);
      if (missing >= 0) {
        chosen[missing] = true;
      }
    }
    Greedy.dropUnneeded(cover, chosen);
    return chosen;
  }

  /** The element of greatest value, or -1 if one is chosen. */
  private int greatestOfUnhit(int[] set, boolean[] chosen) {
    int best = -1;
    for (int e : set) {
      if (chosen[e]) {
        return -1;
      }
      if (best < 0 || value[e] > value[best]) {
        best = e;
      }
    }
    return best;
  }
}
