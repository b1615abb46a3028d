package org.tgraph.op.linalg;

import org.apache.commons.numbers.complex.Complex;

/** Solves triangular systems in place, row by row of the unknowns. */
final class Substitution {
  private Substitution() {}

  /**
   * Puts the solution of {@code L x = b} in place of {@code b}; above the diagonal nothing is read.
   *
   * @param unit whether the diagonal is taken to be ones
   * @throws Unsuitable if there is a 0 on it
   */
  static void forward(Matrix lower, Matrix b, boolean unit) {
    checkDiagonal(lower, unit);
    for (int row = 0; row < b.rows(); row++) {
      for (int k = 0; k < row; k++) {
        b.addRow(row, b, k, lower.get(row, k).negate(), 0);
      }
      divide(b, row, lower, unit);
    }
  }

  /** The same for an upper triangular matrix. */
  static void backward(Matrix upper, Matrix b, boolean unit) {
    checkDiagonal(upper, unit);
    for (int row = b.rows() - 1; row >= 0; row--) {
      for (int k = row + 1; k < b.rows(); k++) {
        b.addRow(row, b, k, upper.get(row, k).negate(), 0);
      }
      divide(b, row, upper, unit);
    }
  }

  private static void checkDiagonal(Matrix triangle, boolean unit) {
    for (int i = 0; !unit && i < triangle.cols(); i++) {
      if (triangle.get(i, i).abs() == 0) {
        throw singular();
      }
    }
  }

  static Unsuitable singular() {
    return new Unsuitable("is singular");
  }

  private static void divide(Matrix b, int row, Matrix triangle, boolean unit) {
    if (unit) {
      return;
    }
    Complex divisor = triangle.get(row, row);
    for (int col = 0; col < b.cols(); col++) {
      b.set(row, col, Matrix.divide(b.get(row, col), divisor));
    }
  }
}
