package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Principal components of a centred matrix. The only class that uses EJML. */
final class PrincipalComponents {
  private PrincipalComponents() {}

  /** Projects the rows on the components with the greatest variance. */
  static void project(double[][] rows, double[][] points) {
    DMatrixRMaj centred = new DMatrixRMaj(rows);
    boolean isTall = centred.getNumRows() >= centred.getNumCols();
    int size = Math.min(centred.getNumRows(), centred.getNumCols());
    DMatrixRMaj gram = new DMatrixRMaj(size, size);
    if (isTall) {
      CommonOps_DDRM.multInner(centred, gram);
    } else {
      CommonOps_DDRM.multOuter(centred, gram);
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(gram)) {
      throw new IllegalStateException("the principal components of the votes were not found");
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    order.sort((a, b) -> Double.compare(value(eigen, b), value(eigen, a)));
    for (int c = 0; c < Math.min(points[0].length, size); c++) {
      double[] vector = eigen.getEigenVector(order.get(c)).getData();
      double scale = Math.sqrt(Math.max(0, value(eigen, order.get(c))));
      double[] along = new double[points.length];
      for (int row = 0; row < points.length; row++) {
        if (isTall) {
          for (int column = 0; column < size; column++) {
            along[row] += centred.get(row, column) * vector[column];
          }
        } else {
          along[row] = vector[row] * scale;
        }
      }
      double sign = Math.signum(Arrays.stream(along).filter(it -> it != 0).findFirst().orElse(1));
      for (int row = 0; row < points.length; row++) {
        points[row][c] = sign * along[row];
      }
    }
  }

  private static double value(EigenDecomposition_F64<DMatrixRMaj> eigen, int number) {
    return eigen.getEigenvalue(number).getReal();
  }
}
