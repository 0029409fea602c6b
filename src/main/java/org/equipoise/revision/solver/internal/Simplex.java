package org.equipoise.revision.solver.internal;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The linear relaxation of a cover, by the bounded dual simplex method with steepest-edge pricing
 * (Koberstein 2005, chapters 3 and 6). It works in floating point: what it says is advice, and
 * whoever needs a bound computes it in integers from the duals.
 */
final class Simplex {
  /** How a run ended. */
  enum Status {
    OPTIMAL,
    ABOVE_CEILING,
    INFEASIBLE,
    GAVE_UP
  }

  private static final double PRIMAL = 1e-7;
  private static final double DUAL = 1e-9;
  private static final double PIVOT = 1e-7;
  private static final double PERTURBATION = 1e-6;

  private final Matrix matrix;
  private final int n;
  private final double[] cost;
  private final double[] perturbed;
  private final double[] low;
  private final double[] high;
  private final BooleanSupplier stop;
  private final Basis basis = new Basis();

  private int m;
  private int[] head = {};

  /** Each variable's position in the basis, or -1. */
  private int[] position;

  private boolean[] atHigh;
  private double[] reduced;
  private double[] value = {};
  private double[] weight = {};
  private boolean factorised;
  private double objective;

  private double[] rho = {};
  private double[] column = {};
  private double[] tau = {};
  private double[] alpha;
  private int[] touched;
  private boolean[] isTouched;
  private double @Nullable [] ray;
  private double violation;

  Simplex(Matrix matrix, double[] cost, BooleanSupplier stop) {
    this.matrix = matrix;
    this.n = matrix.n;
    this.cost = cost;
    this.stop = stop;
    this.perturbed = cost.clone();
    this.low = new double[n];
    this.high = new double[n];
    Arrays.fill(high, 1);
    this.position = new int[n];
    Arrays.fill(position, -1);
    this.atHigh = new boolean[n];
    this.reduced = new double[n];
    this.alpha = new double[n];
    this.isTouched = new boolean[n];
    this.touched = new int[n];
    long random = 88172645463325252L;
    for (int e = 0; e < n; e++) {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      perturbed[e] += cost[e] * PERTURBATION * (0.5 + (random >>> 11) * 0x1p-54);
    }
    System.arraycopy(perturbed, 0, reduced, 0, n);
    growTo();
  }

  /** Takes in the rows that the matrix has gained; their surpluses become basic. */
  void growTo() {
    int grown = matrix.rowCount();
    if (grown == m) {
      return;
    }
    head = Arrays.copyOf(head, grown);
    value = Arrays.copyOf(value, grown);
    weight = Arrays.copyOf(weight, grown);
    position = Arrays.copyOf(position, n + grown);
    atHigh = Arrays.copyOf(atHigh, n + grown);
    reduced = Arrays.copyOf(reduced, n + grown);
    alpha = Arrays.copyOf(alpha, n + grown);
    touched = Arrays.copyOf(touched, n + grown);
    isTouched = Arrays.copyOf(isTouched, n + grown);
    rho = new double[grown];
    column = new double[grown];
    tau = new double[grown];
    for (int r = m; r < grown; r++) {
      head[r] = n + r;
      position[n + r] = r;
      weight[r] = 1;
    }
    m = grown;
    factorised = false;
  }

  void bound(int e, double from, double to) {
    low[e] = from;
    high[e] = to;
  }

  /** The value of an element after a run. */
  double value(int e) {
    return position[e] >= 0 ? value[position[e]] : atHigh[e] ? high[e] : low[e];
  }

  /** The duals of the unperturbed costs; after an infeasible run, far along the ray. */
  double[] duals(double ceiling) {
    double[] y = new double[m];
    for (int r = 0; r < m; r++) {
      y[r] = head[r] < n ? cost[head[r]] : 0;
    }
    basis.backward(y);
    if (ray != null) {
      double times = 1.5 * (Math.max(0, ceiling - objective) + 1) / violation;
      for (int r = 0; r < m; r++) {
        y[r] += times * ray[r];
      }
    }
    for (int r = 0; r < m; r++) {
      y[r] = Math.max(0, y[r]);
    }
    return y;
  }

  Status run(double ceiling, int iterationLimit) {
    ray = null;
    if (!factorised || basis.isWorn()) {
      factorise();
    }
    settle();
    int trouble = 0;
    for (int iteration = 0; ; iteration++) {
      if (basis.isWorn()) {
        factorise();
        settle();
      }
      if (objective > ceiling) {
        return Status.ABOVE_CEILING;
      }
      if (iteration >= iterationLimit || ((iteration & 15) == 15 && stop.getAsBoolean())) {
        return Status.GAVE_UP;
      }
      int r = leaving();
      if (r < 0) {
        return Status.OPTIMAL;
      }
      boolean below = value[r] < lowOf(head[r]);
      double delta = below ? value[r] - lowOf(head[r]) : value[r] - highOf(head[r]);
      Arrays.fill(rho, 0);
      rho[r] = 1;
      basis.backward(rho);
      int count = pivotRow();
      int q = entering(count, below);
      if (q < 0) {
        if (basis.updates() > 0) {
          clear(count);
          factorise();
          settle();
          if (++trouble < 4) {
            continue;
          }
          return Status.GAVE_UP;
        }
        ray = rho.clone();
        violation = Math.abs(delta);
        if (below) {
          for (int i = 0; i < m; i++) {
            ray[i] = -ray[i];
          }
        }
        clear(count);
        return Status.INFEASIBLE;
      }
      solveColumn(q);
      double pivot = column[r];
      if (Math.abs(pivot) < PIVOT || Math.abs(pivot - alpha[q]) > 1e-6 * (1 + Math.abs(pivot))) {
        clear(count);
        if (basis.updates() == 0 || ++trouble > 8) {
          return Status.GAVE_UP;
        }
        factorise();
        settle();
        continue;
      }
      exchange(r, q, delta, below, count);
    }
  }

  private double lowOf(int var) {
    return var < n ? low[var] : 0;
  }

  private double highOf(int var) {
    return var < n ? high[var] : Double.POSITIVE_INFINITY;
  }

  private void factorise() {
    double[] byVariable = new double[n + m];
    for (int r = 0; r < m; r++) {
      byVariable[head[r]] = weight[r];
    }
    int[] before = head.clone();
    basis.factorise(matrix, head);
    for (int var : before) {
      position[var] = -1;
    }
    for (int r = 0; r < m; r++) {
      position[head[r]] = r;
      weight[r] = byVariable[head[r]] > 0 ? byVariable[head[r]] : 1;
    }
    factorised = true;
  }

  /** Recomputes reduced costs, puts every nonbasic variable at its right bound, and the values. */
  private void settle() {
    double[] y = new double[m];
    double[] x = new double[m];
    for (int r = 0; r < m; r++) {
      y[r] = head[r] < n ? perturbed[head[r]] : 0;
      x[r] = matrix.demand(r);
    }
    basis.backward(y);
    for (int r = 0; r < m; r++) {
      reduced[n + r] = position[n + r] >= 0 ? 0 : Math.max(0, y[r]);
    }
    objective = 0;
    for (int e = 0; e < n; e++) {
      if (position[e] >= 0) {
        reduced[e] = 0;
      } else {
        settle(e, y, x);
      }
    }
    basis.forward(x);
    System.arraycopy(x, 0, value, 0, m);
    for (int r = 0; r < m; r++) {
      if (head[r] < n) {
        objective += perturbed[head[r]] * value[r];
      }
    }
  }

  private void settle(int e, double[] y, double[] x) {
    int[] rows = matrix.rows(e);
    double[] values = matrix.values(e);
    int length = matrix.length(e);
    double d = perturbed[e];
    for (int k = 0; k < length; k++) {
      d -= y[rows[k]] * values[k];
    }
    reduced[e] = d;
    if (Math.abs(d) > DUAL) {
      atHigh[e] = d < 0;
    }
    double at = atHigh[e] ? high[e] : low[e];
    if (at != 0) {
      objective += perturbed[e] * at;
      for (int k = 0; k < length; k++) {
        x[rows[k]] -= values[k] * at;
      }
    }
  }

  private int leaving() {
    int best = -1;
    double greatest = 0;
    for (int r = 0; r < m; r++) {
      double infeasible = infeasible(head[r], value[r]);
      if (infeasible > 0) {
        double score = infeasible * infeasible / weight[r];
        if (score > greatest) {
          greatest = score;
          best = r;
        }
      }
    }
    return best;
  }

  private double infeasible(int var, double v) {
    if (var >= n) {
      return v < -PRIMAL ? -v : 0;
    }
    return v < low[var] - PRIMAL ? low[var] - v : v > high[var] + PRIMAL ? v - high[var] : 0;
  }

  /** The pivot row over the nonbasic variables; how many of them it touches. */
  private int pivotRow() {
    int count = 0;
    for (int i = 0; i < m; i++) {
      double v = rho[i];
      if (Math.abs(v) >= 1e-14) {
        if (position[n + i] < 0) {
          alpha[n + i] = -v;
          touched[count++] = n + i;
          isTouched[n + i] = true;
        }
        count = addRow(i, v, count);
      }
    }
    return count;
  }

  private int addRow(int row, double times, int before) {
    int count = before;
    int[] elements = matrix.rowElements(row);
    double[] values = matrix.rowValues(row);
    for (int k = 0; k < elements.length; k++) {
      int e = elements[k];
      if (position[e] < 0) {
        if (!isTouched[e]) {
          isTouched[e] = true;
          touched[count++] = e;
        }
        alpha[e] += times * values[k];
      }
    }
    return count;
  }

  private void clear(int count) {
    for (int k = 0; k < count; k++) {
      alpha[touched[k]] = 0;
      isTouched[touched[k]] = false;
    }
  }

  /** Harris's ratio test: of the ratios that are nearly least, the one with the greatest pivot. */
  private int entering(int count, boolean below) {
    double sign = below ? -1 : 1;
    double least = leastRatio(count, sign);
    int best = -1;
    double greatest = PIVOT;
    for (int k = 0; k < count; k++) {
      int var = touched[k];
      double a = sign * alpha[var];
      if (Math.abs(a) > greatest && blocks(var, a)) {
        double d = var < n && atHigh[var] ? -reduced[var] : reduced[var];
        if (Math.max(d, 0) / Math.abs(a) <= least) {
          greatest = Math.abs(a);
          best = var;
        }
      }
    }
    return best;
  }

  private double leastRatio(int count, double sign) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      int var = touched[k];
      double a = sign * alpha[var];
      if (blocks(var, a)) {
        double d = var < n && atHigh[var] ? -reduced[var] : reduced[var];
        least = Math.min(least, (Math.max(d, 0) + DUAL) / Math.abs(a));
      }
    }
    return least;
  }

  private boolean blocks(int var, double a) {
    if (var < n) {
      return low[var] < high[var] && (atHigh[var] ? a < -PIVOT : a > PIVOT);
    }
    return a > PIVOT;
  }

  private void solveColumn(int q) {
    Arrays.fill(column, 0);
    if (q < n) {
      for (int k = 0; k < matrix.length(q); k++) {
        column[matrix.rows(q)[k]] = matrix.values(q)[k];
      }
    } else {
      column[q - n] = -1;
    }
    basis.forward(column);
  }

  private void exchange(int r, int q, double delta, boolean below, int count) {
    double dualStep = reduced[q] / alpha[q];
    if (below ? dualStep > 0 : dualStep < 0) {
      dualStep = 0; // Harris let a slightly infeasible cost through: a step of none mends it.
    }
    stepDuals(dualStep, count);
    clear(count);
    int left = head[r];
    reduced[left] = -dualStep;
    reduced[q] = 0;
    objective += dualStep * delta;

    double primalStep = delta / column[r];
    double start = q < n ? (atHigh[q] ? high[q] : low[q]) : 0;
    System.arraycopy(rho, 0, tau, 0, m);
    basis.forward(tau);
    double pivot = column[r];
    double old = squaredLength(rho);
    stepPrimals(r, primalStep, old);
    weight[r] = Math.max(old / (pivot * pivot), 1e-4);
    value[r] = start + primalStep;
    basis.update(r, column);
    head[r] = q;
    position[q] = r;
    position[left] = -1;
    if (left < n) {
      atHigh[left] = !below;
    }
  }

  private void stepDuals(double step, int count) {
    for (int k = 0; k < count; k++) {
      int var = touched[k];
      double d = reduced[var] - step * alpha[var];
      reduced[var] = var >= n && d < 0 ? 0 : d;
    }
  }

  private static double squaredLength(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return sum;
  }

  /** Moves the values along the column, and the weights with them. */
  private void stepPrimals(int r, double step, double old) {
    double pivot = column[r];
    for (int i = 0; i < m; i++) {
      double a = column[i];
      if (a != 0 && i != r) {
        value[i] -= step * a;
        double ratio = a / pivot;
        weight[i] = Math.max(weight[i] + ratio * (ratio * old - 2 * tau[i]), 1e-4);
      }
    }
  }
}
