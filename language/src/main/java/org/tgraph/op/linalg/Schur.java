package org.tgraph.op.linalg;

import org.apache.commons.numbers.complex.Complex;

/**
 * The Schur form {@code a = z t zᴴ} of a complex matrix, t upper triangular and z unitary:
 * Hessenberg form by plane rotations, then the QR algorithm with single shifts (Golub and Van Loan,
 * Matrix Computations, 7.4 and 7.5).
 */
final class Schur {
  /** As many steps as in LAPACK, for each eigenvalue. */
  private static final int STEPS = 30;

  private final int n;
  private final Matrix t;
  private final Matrix z;

  private Schur(Matrix a) {
    this.n = a.rows();
    this.t = a.copy();
    this.z = Matrix.identity(n, true);
  }

  /**
   * @param a finite
   * @throws Unsuitable if the steps do not converge
   */
  static Schur of(Matrix a) {
    Schur schur = new Schur(a);
    schur.reduce();
    schur.iterate();
    return schur;
  }

  Matrix triangle() {
    return t;
  }

  Matrix vectors() {
    return z;
  }

  /** Makes all below the first subdiagonal 0. */
  private void reduce() {
    for (int col = 0; col < n - 2; col++) {
      for (int row = n - 1; row > col + 1; row--) {
        if (t.get(row, col).abs() > 0) {
          turn(row - 1, row, t.get(row - 1, col), t.get(row, col), 0, n);
          t.set(row, col, 0);
        }
      }
    }
  }

  private void iterate() {
    int last = n - 1;
    int steps = 0;
    while (last > 0) {
      if (isSmall(last - 1)) {
        last--;
        steps = 0;
        continue;
      }
      if (steps++ == STEPS * Math.max(10, n)) {
        throw notFound();
      }
      int first = last - 1;
      while (first > 0 && !isSmall(first - 1)) {
        first--;
      }
      step(first, last, shift(last, steps));
    }
  }

  static Unsuitable notFound() {
    return new Unsuitable("has eigenvalues that the QR algorithm does not find");
  }

  /** Whether the element below diagonal element i is nothing to its neighbours; makes it 0 then. */
  private boolean isSmall(int i) {
    double around = size(t.get(i, i)) + size(t.get(i + 1, i + 1));
    double scale = around == 0 ? t.columnNorm() : around;
    boolean isSmall = size(t.get(i + 1, i)) <= Math.ulp(1.0) * scale / 2;
    if (isSmall) {
      t.set(i + 1, i, 0);
    }
    return isSmall;
  }

  private static double size(Complex x) {
    return Math.abs(x.real()) + Math.abs(x.imag());
  }

  /** The eigenvalue of the last 2 by 2 block next to its last element; now and then another. */
  private Complex shift(int last, int steps) {
    if (steps % 10 == 0) {
      double beside = last > 1 ? size(t.get(last - 1, last - 2)) : 0;
      return Complex.ofCartesian(size(t.get(last, last - 1)) + beside, 0);
    }
    Complex d = t.get(last, last);
    Complex half = t.get(last - 1, last - 1).subtract(d).multiply(0.5);
    Complex product = t.get(last - 1, last).multiply(t.get(last, last - 1));
    Complex root = half.multiply(half).add(product).sqrt();
    Complex sum = half.add(root);
    Complex difference = half.subtract(root);
    Complex larger = sum.abs() >= difference.abs() ? sum : difference;
    return larger.abs() == 0 ? d : d.subtract(product.divide(larger));
  }

  /** Chases the bulge that the shift makes from the first row of a block to its last. */
  private void step(int first, int last, Complex shift) {
    turn(
        first,
        first + 1,
        t.get(first, first).subtract(shift),
        t.get(first + 1, first),
        first,
        Math.min(last, first + 2) + 1);
    for (int i = first + 1; i < last; i++) {
      turn(i, i + 1, t.get(i, i - 1), t.get(i + 1, i - 1), i - 1, Math.min(last, i + 2) + 1);
      t.set(i + 1, i - 1, 0);
    }
  }

  /**
   * Turns the plane of rows, and of columns, p and q so that {@code (x, y)} would become {@code (r,
   * 0)}.
   *
   * @param from the first column in which the rows are not 0
   * @param rows from which row on the columns are 0
   */
  private void turn(int p, int q, Complex x, Complex y, int from, int rows) {
    double length = Math.hypot(x.abs(), y.abs());
    if (length == 0) {
      return;
    }
    Complex c = x.divide(length);
    Complex s = y.divide(length);
    for (int col = from; col < n; col++) {
      Complex a = t.get(p, col);
      Complex b = t.get(q, col);
      t.set(p, col, c.conj().multiply(a).add(s.conj().multiply(b)));
      t.set(q, col, c.multiply(b).subtract(s.multiply(a)));
    }
    for (int row = 0; row < rows; row++) {
      turnColumns(t, row, p, q, c, s);
    }
    for (int row = 0; row < n; row++) {
      turnColumns(z, row, p, q, c, s);
    }
  }

  private static void turnColumns(Matrix m, int row, int p, int q, Complex c, Complex s) {
    Complex a = m.get(row, p);
    Complex b = m.get(row, q);
    m.set(row, p, a.multiply(c).add(b.multiply(s)));
    m.set(row, q, b.multiply(c.conj()).subtract(a.multiply(s.conj())));
  }
}
