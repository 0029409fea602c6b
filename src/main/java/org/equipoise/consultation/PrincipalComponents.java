package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** Principal components of a centred matrix. The only class that uses EJML. */
final class PrincipalComponents {
  /** Up to this size all eigenvalues are computed; beyond it, only the greatest. */
  private static final int SMALL = 100;

  private static final int BLOCK = 12;
  private static final int MOST_ROUNDS = 500;
  private static final double CLOSE = 1e-14;

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
    Axes axes = size <= SMALL ? allAxes(gram) : greatestAxes(gram);
    for (int c = 0; c < Math.min(points[0].length, size); c++) {
      double[] vector = axes.vectors().get(c);
      double scale = Math.sqrt(Math.max(0, axes.values().get(c)));
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

  /** Eigenvalues, the greatest first, with their vectors. */
  private record Axes(List<Double> values, List<double[]> vectors) {}

  private static Axes allAxes(DMatrixRMaj gram) {
    int size = gram.getNumRows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(gram.copy())) {
      throw new IllegalStateException("the principal components of the votes were not found");
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    order.sort((a, b) -> Double.compare(value(eigen, b), value(eigen, a)));
    return new Axes(
        order.stream().map(it -> value(eigen, it)).toList(),
        order.stream().map(it -> eigen.getEigenVector(it).getData()).toList());
  }

  /**
   * The greatest by orthogonal iteration: a block of directions is multiplied and made orthogonal,
   * until the two greatest eigenvalues in it stay.
   */
  private static Axes greatestAxes(DMatrixRMaj gram) {
    int size = gram.getNumRows();
    DMatrixRMaj block = new DMatrixRMaj(size, BLOCK);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < block.getNumElements(); i++) {
      block.set(i, random.nextDouble() - 0.5);
    }
    DMatrixRMaj next = new DMatrixRMaj(size, BLOCK);
    DMatrixRMaj small = new DMatrixRMaj(BLOCK, BLOCK);
    double before = 0;
    for (int round = 0; ; round++) {
      QRDecomposition<DMatrixRMaj> orthogonal = DecompositionFactory_DDRM.qr(size, BLOCK);
      orthogonal.decompose(block.copy());
      orthogonal.getQ(block, true);
      CommonOps_DDRM.mult(gram, block, next);
      CommonOps_DDRM.multTransA(block, next, small);
      Axes within = allAxes(small);
      double sum = within.values().get(0) + within.values().get(1);
      if (round == MOST_ROUNDS || Math.abs(sum - before) <= CLOSE * sum) {
        List<double[]> vectors = new ArrayList<>();
        for (double[] each : within.vectors()) {
          DMatrixRMaj vector = new DMatrixRMaj(size, 1);
          CommonOps_DDRM.mult(block, new DMatrixRMaj(BLOCK, 1, true, each), vector);
          vectors.add(vector.getData());
        }
        return new Axes(within.values(), vectors);
      }
      before = sum;
      block.setTo(next);
    }
  }

  private static double value(EigenDecomposition_F64<DMatrixRMaj> eigen, int number) {
    return eigen.getEigenvalue(number).getReal();
  }
}
