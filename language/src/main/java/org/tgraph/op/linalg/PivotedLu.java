package org.tgraph.op.linalg;

import org.apache.commons.numbers.complex.Complex;

/**
 * The LU factorisation with partial pivoting as LAPACK does it (xGETF2): the pivot is the first
 * element whose absolute value, or for complex numbers the sum of those of the parts, is largest.
 */
final class PivotedLu {
  private static final double NEXT_TO_0 = 1e-5;

  /** {@code U} on and above the diagonal, {@code L} without its ones below. */
  private final Matrix packed;

  private final int[] rowAt;
  private int sign = 1;

  private PivotedLu(Matrix packed) {
    this.packed = packed;
    this.rowAt = new int[packed.rows()];
  }

  static PivotedLu of(Matrix matrix) {
    PivotedLu lu = new PivotedLu(matrix.copy());
    lu.factor();
    return lu;
  }

  private void factor() {
    for (int row = 0; row < rowAt.length; row++) {
      rowAt[row] = row;
    }
    for (int k = 0; k < Math.min(packed.rows(), packed.cols()); k++) {
      int pivot = pivot(k);
      if (pivot != k) {
        packed.swapRows(k, pivot);
        int kept = rowAt[k];
        rowAt[k] = rowAt[pivot];
        rowAt[pivot] = kept;
        sign = -sign;
      }
      Complex divisor = packed.get(k, k);
      if (divisor.abs() == 0) {
        continue;
      }
      for (int row = k + 1; row < packed.rows(); row++) {
        Complex factor = Matrix.divide(packed.get(row, k), divisor);
        packed.set(row, k, factor);
        packed.addRow(row, packed, k, factor.negate(), k + 1);
      }
    }
  }

  private int pivot(int k) {
    int best = k;
    for (int row = k + 1; row < packed.rows(); row++) {
      if (size(packed.get(row, k)) > size(packed.get(best, k))) {
        best = row;
      }
    }
    return best;
  }

  private static double size(Complex z) {
    return Math.abs(z.real()) + Math.abs(z.imag());
  }

  /** For each row of {@code L U}, the row of the matrix that it is. */
  int[] rowAt() {
    return rowAt;
  }

  Matrix lower() {
    int k = Math.min(packed.rows(), packed.cols());
    Matrix lower = Matrix.eye(packed.rows(), k, packed.isComplex());
    for (int row = 0; row < packed.rows(); row++) {
      for (int col = 0; col < Math.min(row, k); col++) {
        lower.set(row, col, packed.get(row, col));
      }
    }
    return lower;
  }

  Matrix upper() {
    int k = Math.min(packed.rows(), packed.cols());
    Matrix upper = Matrix.zeros(k, packed.cols(), packed.isComplex());
    for (int row = 0; row < k; row++) {
      for (int col = row; col < packed.cols(); col++) {
        upper.set(row, col, packed.get(row, col));
      }
    }
    return upper;
  }

  /**
   * The {@code x} with {@code a x = b}.
   *
   * @throws Unsuitable if a pivot is 0
   */
  Matrix solve(Matrix b) {
    Matrix x = b.rowsAt(rowAt);
    Substitution.forward(packed, x, true);
    Substitution.backward(packed, x, false);
    return x;
  }

  /** Whether no pivot is next to 0, measured by the largest. */
  boolean isRegular() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int k = 0; k < packed.rows(); k++) {
      least = Math.min(least, packed.get(k, k).abs());
      most = Math.max(most, packed.get(k, k).abs());
    }
    return least > NEXT_TO_0 * most;
  }

  /** The factors whose product is the determinant: the pivots, and the sign of the row swaps. */
  Complex determinant() {
    Complex product = Complex.ofCartesian(sign, 0);
    for (int k = 0; k < packed.rows(); k++) {
      product = product.multiply(packed.get(k, k));
    }
    // Of a singular matrix, 0 and not -0.
    return product.add(Complex.ZERO);
  }

  /** The determinant's direction, a number of absolute value 1 or 0. */
  Complex direction() {
    Complex product = Complex.ofCartesian(sign, 0);
    for (int k = 0; k < packed.rows(); k++) {
      Complex pivot = packed.get(k, k);
      double size = pivot.abs();
      product = size == 0 ? Complex.ZERO : product.multiply(pivot.divide(size));
    }
    return product;
  }

  /** The logarithm of the determinant's absolute value; of a singular matrix, {@code -inf}. */
  double logSize() {
    double sum = 0;
    for (int k = 0; k < packed.rows(); k++) {
      sum += Math.log(packed.get(k, k).abs());
    }
    return sum;
  }
}
