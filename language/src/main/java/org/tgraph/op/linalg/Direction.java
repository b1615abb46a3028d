package org.tgraph.op.linalg;

import org.apache.commons.numbers.complex.Complex;

/**
 * Which of the vectors that differ by a factor of absolute value 1 is given, since eigenvectors and
 * singular vectors are determined only up to one: that in which the first component of more than
 * 0.3 of the largest in absolute value is real and positive. The bound keeps the choice the same
 * where components are equal but for rounding.
 */
public final class Direction {
  public static final double SHARE = 0.3;

  private Direction() {}

  /** The factor for the vector in that row. */
  static Complex fix(Matrix vectors, int row) {
    double largest = 0;
    for (int col = 0; col < vectors.cols(); col++) {
      largest = Math.max(largest, vectors.get(row, col).abs());
    }
    for (int col = 0; col < vectors.cols(); col++) {
      Complex component = vectors.get(row, col);
      double size = component.abs();
      if (size > SHARE * largest) {
        return Matrix.divide(component.conj(), Complex.ofCartesian(size, 0));
      }
    }
    return Complex.ONE;
  }
}
