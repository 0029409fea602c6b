package org.equipoise.consultation.winner;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The inverse of a matrix. The only class here that uses EJML. */
final class SymmetricInverse {
  private SymmetricInverse() {}

  static double[][] of(double[][] matrix) {
    DMatrixRMaj inverse = new DMatrixRMaj(matrix);
    if (!CommonOps_DDRM.invert(inverse)) {
      throw new IllegalStateException("the intervals of strengths were not found");
    }
    double[][] rows = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        rows[i][j] = inverse.get(i, j);
      }
    }
    return rows;
  }
}
