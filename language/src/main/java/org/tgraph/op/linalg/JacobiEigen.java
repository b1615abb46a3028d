package org.tgraph.op.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.complex.Complex;

/**
 * The eigenvalues and vectors of a Hermitian matrix by Jacobi's cyclic method (Golub and Van Loan,
 * Matrix Computations, 8.5): rotations take the elements off the diagonal away one by one until
 * none is left that matters. It converges quadratically, and the vectors are orthogonal to rounding
 * even where eigenvalues are equal.
 *
 * @param values ascending
 * @param vectors in the columns
 */
record JacobiEigen(double[] values, Matrix vectors) {
  private static final int SWEEPS = 60;
  private static final double TOLERANCE = 1e-17;

  /** Only the lower triangle is read, and the real parts of the diagonal. */
  static JacobiEigen of(Matrix matrix) {
    int n = matrix.rows();
    Matrix a = hermitian(matrix);
    if (!a.isFinite()) {
      double[] nan = new double[n];
      Arrays.fill(nan, Double.NaN);
      return new JacobiEigen(nan, Matrix.filled(n, n, a.isComplex(), Double.NaN));
    }
    double scale = a.normalise();
    Matrix rows = Matrix.identity(n, a.isComplex());
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
      rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotated |= rotate(a, rows, p, q);
        }
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> a.re(i, i)))
            .mapToInt(i -> i)
            .toArray();
    double[] values = Arrays.stream(order).mapToDouble(i -> a.re(i, i) * scale).toArray();
    Matrix sorted = rows.rowsAt(order);
    for (int row = 0; row < n; row++) {
      sorted.scaleRow(row, Direction.fix(sorted, row));
    }
    return new JacobiEigen(values, sorted.transposed());
  }

  private static Matrix hermitian(Matrix matrix) {
    Matrix a = matrix.copy();
    for (int row = 0; row < a.rows(); row++) {
      a.set(row, row, a.re(row, row));
      for (int col = 0; col < row; col++) {
        a.set(col, row, a.get(row, col).conj());
      }
    }
    return a;
  }

  /** Makes {@code a[p, q]} 0, unless it is next to nothing. */
  private static boolean rotate(Matrix a, Matrix vectors, int p, int q) {
    Complex off = a.get(p, q);
    double size = off.abs();
    double first = a.re(p, p);
    double second = a.re(q, q);
    double scale = Math.sqrt(Math.abs(first)) * Math.sqrt(Math.abs(second));
    if (size <= Double.MIN_NORMAL || size <= TOLERANCE * scale) {
      return false;
    }
    Rotation r = Rotation.of(first, second, off);
    double change = r.s().abs() / r.c() * size;
    double sign = second >= first ? 1 : -1;
    a.rotate(p, q, r.c(), r.s());
    for (int k = 0; k < a.rows(); k++) {
      a.set(k, p, a.get(p, k).conj());
      a.set(k, q, a.get(q, k).conj());
    }
    a.set(p, p, first - sign * change);
    a.set(q, q, second + sign * change);
    a.set(p, q, 0);
    a.set(q, p, 0);
    vectors.rotate(p, q, r.c(), r.s().conj());
    return true;
  }
}
