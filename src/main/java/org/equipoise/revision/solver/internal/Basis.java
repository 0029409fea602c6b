package org.equipoise.revision.solver.internal;

import java.util.Arrays;

/**
 * A factorised simplex basis. Column-wise sparse LU (Gilbert and Peierls 1988) after peeling off
 * singletons, updated by product-form etas. Positions in the basis are named by the pivot row.
 */
final class Basis {
  private static final double SINGULAR = 1e-9;
  private static final double THRESHOLD = 0.1;

  private int m;
  private int[] slackRows = {};
  private int steps;
  private int[] pivotRow = {};
  private double[] pivot = {};
  private final Entries lower = new Entries();
  private final Entries upper = new Entries();
  private final Entries etas = new Entries();
  private int[] etaRow = new int[0];
  private double[] etaPivot = new double[0];
  private int etaCount;

  /** Sparse columns, one after the other. */
  private static final class Entries {
    int[] start = new int[16];
    int[] index = new int[64];
    double[] value = new double[64];
    int columns;
    int size;

    void clear() {
      columns = 0;
      size = 0;
      start[0] = 0;
    }

    void add(int i, double v) {
      if (size == index.length) {
        index = Arrays.copyOf(index, 2 * size);
        value = Arrays.copyOf(value, 2 * size);
      }
      index[size] = i;
      value[size++] = v;
    }

    void endColumn() {
      columns++;
      if (columns + 1 > start.length) {
        start = Arrays.copyOf(start, 2 * start.length);
      }
      start[columns] = size;
    }

    /** Subtracts a multiple of a column. */
    void subtract(int column, double times, double[] x) {
      for (int k = start[column]; k < start[column + 1]; k++) {
        x[index[k]] -= times * value[k];
      }
    }

    double dot(int column, double[] x) {
      double sum = 0;
      for (int k = start[column]; k < start[column + 1]; k++) {
        sum += value[k] * x[index[k]];
      }
      return sum;
    }
  }

  int updates() {
    return etaCount;
  }

  /** Whether the etas have outgrown the factors. */
  boolean isWorn() {
    return etaCount >= 100 || etas.size > 3 * (lower.size + upper.size) + 8 * m;
  }

  /**
   * Factorises the columns named in {@code head} and reorders {@code head} so that each variable
   * stands at its pivot row. Columns that depend on others are replaced by slacks.
   */
  void factorise(Matrix matrix, int[] head) {
    m = head.length;
    steps = 0;
    lower.clear();
    upper.clear();
    etas.clear();
    etaCount = 0;
    if (pivotRow.length < m) {
      pivotRow = new int[m + m / 4 + 8];
      pivot = new double[pivotRow.length];
    }
    int[] newHead = new int[m];
    Arrays.fill(newHead, -1);
    int[] columns = new int[m];
    int count = 0;
    int slacks = 0;
    for (int var : head) {
      if (matrix.isSlack(var)) {
        newHead[matrix.slackRow(var)] = var;
        slacks++;
      } else {
        columns[count++] = var;
      }
    }
    Nucleus nucleus = new Nucleus(matrix, newHead, Arrays.copyOf(columns, count));
    nucleus.peelColumns();
    nucleus.peelRows();
    nucleus.eliminateRest();
    slackRows = new int[slacks + nucleus.dropped];
    int at = 0;
    for (int r = 0; r < m; r++) {
      if (newHead[r] < 0) {
        newHead[r] = matrix.slack(r);
      }
      if (matrix.isSlack(newHead[r])) {
        slackRows[at++] = r;
      }
    }
    System.arraycopy(newHead, 0, head, 0, m);
  }

  /** The structural columns of the basis while they are being pivoted. */
  private final class Nucleus {
    final Matrix matrix;
    final int[] newHead;
    final int[] columns;
    final boolean[] done;
    final int[] rowCount;
    final int[][] rowColumns;
    int dropped;

    /** The column being eliminated, and the rows where it may have entries. */
    final double[] x;

    final boolean[] seen;
    final int[] pattern;
    int size;

    Nucleus(Matrix matrix, int[] newHead, int[] columns) {
      this.matrix = matrix;
      this.newHead = newHead;
      this.columns = columns;
      this.done = new boolean[columns.length];
      this.rowCount = new int[m];
      this.rowColumns = new int[m][];
      this.x = new double[m];
      this.seen = new boolean[m];
      this.pattern = new int[m];
      for (int var : columns) {
        for (int k = 0; k < matrix.length(var); k++) {
          rowCount[matrix.rows(var)[k]]++;
        }
      }
      for (int r = 0; r < m; r++) {
        if (newHead[r] < 0) {
          rowColumns[r] = new int[rowCount[r]];
        }
        rowCount[r] = 0;
      }
      for (int c = 0; c < columns.length; c++) {
        int var = columns[c];
        for (int k = 0; k < matrix.length(var); k++) {
          int r = matrix.rows(var)[k];
          if (newHead[r] < 0) {
            rowColumns[r][rowCount[r]++] = c;
          }
        }
      }
    }

    void peelColumns() {
      int[] activeRows = new int[columns.length];
      int[] stack = new int[columns.length];
      int top = 0;
      for (int c = 0; c < columns.length; c++) {
        activeRows[c] = activeRows(columns[c]);
        if (activeRows[c] == 1) {
          stack[top++] = c;
        }
      }
      while (top > 0) {
        int c = stack[--top];
        if (done[c] || activeRows[c] != 1) {
          continue;
        }
        int r = pivotWithoutElimination(c, -1);
        for (int other : rowColumns[r]) {
          if (!done[other] && --activeRows[other] == 1) {
            stack[top++] = other;
          }
        }
      }
    }

    void peelRows() {
      int[] stack = new int[m + columns.length];
      int top = 0;
      for (int r = 0; r < m; r++) {
        rowCount[r] = 0;
        if (newHead[r] < 0) {
          for (int c : rowColumns[r]) {
            rowCount[r] += done[c] ? 0 : 1;
          }
          if (rowCount[r] == 1) {
            stack[top++] = r;
          }
        }
      }
      while (top > 0) {
        int r = stack[--top];
        if (newHead[r] >= 0 || rowCount[r] != 1) {
          continue;
        }
        int c = -1;
        for (int other : rowColumns[r]) {
          if (!done[other]) {
            c = other;
          }
        }
        pivotWithoutElimination(c, r);
        int var = columns[c];
        for (int k = 0; k < matrix.length(var); k++) {
          int other = matrix.rows(var)[k];
          if (newHead[other] < 0 && --rowCount[other] == 1) {
            stack[top++] = other;
          }
        }
      }
    }

    /** Pivots on the given row, or on the only active one. */
    private int pivotWithoutElimination(int c, int row) {
      int[] rows = matrix.rows(columns[c]);
      double[] values = matrix.values(columns[c]);
      int length = matrix.length(columns[c]);
      int at = 0;
      while (row < 0 ? newHead[rows[at]] >= 0 : rows[at] != row) {
        at++;
      }
      double diagonal = values[at];
      for (int k = 0; k < length; k++) {
        if (newHead[rows[k]] >= 0) {
          upper.add(rows[k], values[k]);
        } else if (k != at) {
          lower.add(rows[k], values[k] / diagonal);
        }
      }
      endStep(c, rows[at], diagonal);
      return rows[at];
    }

    void eliminateRest() {
      int first = steps;
      for (long key : leftByLength()) {
        int c = (int) key;
        load(columns[c]);
        solveLower(first);
        int r = choosePivot();
        if (r < 0) {
          dropped++;
        } else {
          store(r);
          endStep(c, r, x[r]);
        }
        unload();
      }
    }

    /** The columns not yet pivoted, each with how many rows it is left with in the high bits. */
    private long[] leftByLength() {
      long[] byLength = new long[columns.length];
      int left = 0;
      for (int c = 0; c < columns.length; c++) {
        if (!done[c]) {
          byLength[left++] = ((long) activeRows(columns[c]) << 32) | c;
        }
      }
      byLength = Arrays.copyOf(byLength, left);
      Arrays.sort(byLength);
      return byLength;
    }

    private int activeRows(int var) {
      int active = 0;
      for (int k = 0; k < matrix.length(var); k++) {
        active += newHead[matrix.rows(var)[k]] < 0 ? 1 : 0;
      }
      return active;
    }

    private void load(int var) {
      int[] rows = matrix.rows(var);
      double[] values = matrix.values(var);
      size = matrix.length(var);
      for (int k = 0; k < size; k++) {
        x[rows[k]] = values[k];
        seen[rows[k]] = true;
        pattern[k] = rows[k];
      }
    }

    private void solveLower(int first) {
      for (int t = first; t < steps; t++) {
        double v = x[pivotRow[t]];
        if (v != 0) {
          subtractLower(t, v);
        }
      }
    }

    private void subtractLower(int step, double times) {
      for (int k = lower.start[step]; k < lower.start[step + 1]; k++) {
        int i = lower.index[k];
        if (!seen[i]) {
          seen[i] = true;
          pattern[size++] = i;
        }
        x[i] -= times * lower.value[k];
      }
    }

    /** The row of fewest entries among those whose entry is not too small, or -1. */
    private int choosePivot() {
      double greatest = 0;
      for (int k = 0; k < size; k++) {
        if (newHead[pattern[k]] < 0) {
          greatest = Math.max(greatest, Math.abs(x[pattern[k]]));
        }
      }
      int best = -1;
      if (greatest >= SINGULAR) {
        for (int k = 0; k < size; k++) {
          int i = pattern[k];
          if (newHead[i] < 0
              && Math.abs(x[i]) >= THRESHOLD * greatest
              && (best < 0 || rowCount[i] < rowCount[best])) {
            best = i;
          }
        }
      }
      return best;
    }

    private void store(int r) {
      double diagonal = x[r];
      for (int k = 0; k < size; k++) {
        int i = pattern[k];
        if (i != r && Math.abs(x[i]) > 1e-14) {
          if (newHead[i] >= 0) {
            upper.add(i, x[i]);
          } else {
            lower.add(i, x[i] / diagonal);
          }
        }
      }
    }

    private void unload() {
      for (int k = 0; k < size; k++) {
        seen[pattern[k]] = false;
        x[pattern[k]] = 0;
      }
    }

    private void endStep(int c, int r, double diagonal) {
      done[c] = true;
      newHead[r] = columns[c];
      pivotRow[steps] = r;
      pivot[steps++] = diagonal;
      lower.endColumn();
      upper.endColumn();
    }
  }

  /** Solves {@code B x = a} in place. */
  void forward(double[] x) {
    forwardLower(x);
    forwardUpper(x);
    negateSlacks(x);
    for (int k = 0; k < etaCount; k++) {
      int r = etaRow[k];
      if (x[r] != 0) {
        double v = x[r] / etaPivot[k];
        x[r] = v;
        etas.subtract(k, v, x);
      }
    }
  }

  private void forwardLower(double[] x) {
    for (int t = 0; t < steps; t++) {
      double v = x[pivotRow[t]];
      if (v != 0) {
        lower.subtract(t, v, x);
      }
    }
  }

  private void forwardUpper(double[] x) {
    for (int t = steps - 1; t >= 0; t--) {
      int r = pivotRow[t];
      if (x[r] != 0) {
        double v = x[r] / pivot[t];
        x[r] = v;
        upper.subtract(t, v, x);
      }
    }
  }

  private void negateSlacks(double[] x) {
    for (int r : slackRows) {
      x[r] = -x[r];
    }
  }

  /** Solves {@code B' y = c} in place. */
  void backward(double[] y) {
    for (int k = etaCount - 1; k >= 0; k--) {
      int r = etaRow[k];
      y[r] = (y[r] - etas.dot(k, y)) / etaPivot[k];
    }
    negateSlacks(y);
    backwardUpper(y);
    backwardLower(y);
  }

  private void backwardUpper(double[] y) {
    for (int t = 0; t < steps; t++) {
      int r = pivotRow[t];
      y[r] = (y[r] - upper.dot(t, y)) / pivot[t];
    }
  }

  private void backwardLower(double[] y) {
    for (int t = steps - 1; t >= 0; t--) {
      y[pivotRow[t]] -= lower.dot(t, y);
    }
  }

  /** Replaces the variable at a position by one whose column, solved, is given. */
  void update(int position, double[] column) {
    if (etaCount == etaRow.length) {
      etaRow = Arrays.copyOf(etaRow, 2 * etaCount + 16);
      etaPivot = Arrays.copyOf(etaPivot, etaRow.length);
    }
    etaRow[etaCount] = position;
    etaPivot[etaCount++] = column[position];
    for (int i = 0; i < m; i++) {
      if (i != position && Math.abs(column[i]) > 1e-14) {
        etas.add(i, column[i]);
      }
    }
    etas.endColumn();
  }
}
