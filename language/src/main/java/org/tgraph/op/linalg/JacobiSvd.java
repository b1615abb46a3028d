package org.tgraph.op.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.complex.Complex;

/**
 * The singular value decomposition by the one-sided Jacobi method (Demmel and Veselić, "Jacobi's
 * method is more accurate than QR", 1992), after a QR factorisation: rotations of the columns make
 * them orthogonal; their lengths are the singular values.
 *
 * @param u with orthonormal columns
 * @param values descending
 * @param vh with orthonormal rows
 */
record JacobiSvd(Matrix u, double[] values, Matrix vh) {
  private static final int SWEEPS = 60;

  /** Below this, times the largest, a column's length cannot be squared, and is taken to be 0. */
  private static final double NOTHING = 1e-150;

  /**
   * @param full whether u and vh are square
   */
  static JacobiSvd of(Matrix a, boolean full) {
    if (a.rows() < a.cols()) {
      JacobiSvd other = of(a.adjoint(), full);
      return new JacobiSvd(other.vh.adjoint(), other.values, other.u.adjoint()).directed();
    }
    return a.isFinite() ? tall(a.copy(), full).directed() : ofNan(a, full);
  }

  private static JacobiSvd ofNan(Matrix a, boolean full) {
    double[] values = new double[a.cols()];
    Arrays.fill(values, Double.NaN);
    int columns = full ? a.rows() : a.cols();
    return new JacobiSvd(
        Matrix.filled(a.rows(), columns, a.isComplex(), Double.NaN),
        values,
        Matrix.filled(a.cols(), a.cols(), a.isComplex(), Double.NaN));
  }

  private static JacobiSvd tall(Matrix a, boolean full) {
    int n = a.cols();
    double scale = a.normalise();
    Householder qr = Householder.of(a);
    Matrix columns = qr.r().transposed();
    Matrix v = Matrix.identity(n, a.isComplex());
    orthogonalise(columns, v);
    double[] lengths = IntStream.range(0, n).mapToDouble(columns::rowNorm).toArray();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -lengths[i]))
            .mapToInt(i -> i)
            .toArray();
    Matrix sorted = columns.rowsAt(order);
    double[] values = new double[n];
    int rank = 0;
    for (int i = 0; i < n; i++) {
      double length = lengths[order[i]];
      if (length > NOTHING) {
        values[i] = length * scale;
        sorted.scaleRow(i, Complex.ofCartesian(1 / length, 0));
        rank++;
      }
    }
    Matrix inner = completed(sorted.transposed().resized(n, rank), n);
    Matrix u = qr.q(n).times(inner);
    return new JacobiSvd(full ? completed(u, a.rows()) : u, values, v.rowsAt(order).conjugate());
  }

  private static void orthogonalise(Matrix columns, Matrix v) {
    int n = columns.rows();
    double tolerance = Math.max(10, n) * 1.2e-16;
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
      rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double first = columns.dot(p, columns, p, columns.cols()).real();
          double second = columns.dot(q, columns, q, columns.cols()).real();
          Complex off = columns.dot(q, columns, p, columns.cols());
          double bound = tolerance * Math.sqrt(first) * Math.sqrt(second);
          if (off.abs() > Double.MIN_NORMAL && off.abs() > bound) {
            Rotation r = Rotation.of(first, second, off);
            columns.rotate(p, q, r.c(), r.s().conj());
            v.rotate(p, q, r.c(), r.s().conj());
            rotated = true;
          }
        }
      }
    }
  }

  /** Orthonormal columns, and as many more as it takes to have {@code count}. */
  private static Matrix completed(Matrix q, int count) {
    if (q.cols() == count) {
      return q;
    }
    Matrix all = Householder.of(q).q(count);
    for (int row = 0; row < q.rows(); row++) {
      for (int col = 0; col < q.cols(); col++) {
        all.set(row, col, q.get(row, col));
      }
    }
    return all;
  }

  /** The same with the vectors turned as {@link Direction} says, those of u first. */
  private JacobiSvd directed() {
    Matrix left = u.transposed();
    Matrix right = vh.copy();
    for (int row = 0; row < Math.max(left.rows(), right.rows()); row++) {
      if (row >= left.rows()) {
        right.scaleRow(row, Direction.fix(right, row));
        continue;
      }
      Complex factor = Direction.fix(left, row);
      left.scaleRow(row, factor);
      if (row < right.rows()) {
        right.scaleRow(row, factor.conj());
      }
    }
    return new JacobiSvd(left.transposed(), values, right);
  }
}
