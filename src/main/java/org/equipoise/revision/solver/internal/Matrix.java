package org.equipoise.revision.solver.internal;

import java.util.Arrays;

/**
 * The rows of a linear program, also by column. Variables 0 to n-1 are elements; variable n+i is
 * the surplus of row i.
 */
final class Matrix {
  final int n;
  private int rowCount;
  private int[][] rowElements = new int[64][];
  private double[][] rowValues = new double[64][];
  private double[] demand = new double[64];
  private final int[][] columnRows;
  private final double[][] columnValues;
  private final int[] columnLength;

  Matrix(int n) {
    this.n = n;
    columnRows = new int[n][4];
    columnValues = new double[n][4];
    columnLength = new int[n];
  }

  int rowCount() {
    return rowCount;
  }

  void add(Cover.Row row) {
    if (rowCount == demand.length) {
      rowElements = Arrays.copyOf(rowElements, 2 * rowCount);
      rowValues = Arrays.copyOf(rowValues, 2 * rowCount);
      demand = Arrays.copyOf(demand, 2 * rowCount);
    }
    double[] values = new double[row.elements().length];
    for (int k = 0; k < values.length; k++) {
      int e = row.elements()[k];
      values[k] = row.coefficients()[k];
      int length = columnLength[e]++;
      if (length == columnRows[e].length) {
        columnRows[e] = Arrays.copyOf(columnRows[e], 2 * length);
        columnValues[e] = Arrays.copyOf(columnValues[e], 2 * length);
      }
      columnRows[e][length] = rowCount;
      columnValues[e][length] = values[k];
    }
    rowElements[rowCount] = row.elements();
    rowValues[rowCount] = values;
    demand[rowCount++] = row.demand();
  }

  int[] rowElements(int row) {
    return rowElements[row];
  }

  double[] rowValues(int row) {
    return rowValues[row];
  }

  double demand(int row) {
    return demand[row];
  }

  boolean isSlack(int var) {
    return var >= n;
  }

  int slackRow(int var) {
    return var - n;
  }

  int slack(int row) {
    return n + row;
  }

  /** How many rows an element is in. */
  int length(int e) {
    return columnLength[e];
  }

  int[] rows(int e) {
    return columnRows[e];
  }

  double[] values(int e) {
    return columnValues[e];
  }
}
