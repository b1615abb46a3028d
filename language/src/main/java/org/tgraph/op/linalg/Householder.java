package org.tgraph.op.linalg;

import org.apache.commons.numbers.complex.Complex;

/**
 * The QR factorisation by Householder reflections, with LAPACK's choice of signs (xLARFG, xGEQR2):
 * reflection {@code k} is {@code I - tau v vᴴ} with {@code v[k] = 1} and makes column {@code k} of
 * {@code R} end in a real number of the sign opposite to the one that was there; where the column
 * has ended already, it is the identity.
 */
final class Householder {
  /** {@code R} on and above the diagonal, the {@code v} below it. */
  private final Matrix packed;

  private final Complex[] tau;

  private Householder(Matrix packed, Complex[] tau) {
    this.packed = packed;
    this.tau = tau;
  }

  static Householder of(Matrix matrix) {
    Matrix a = matrix.copy();
    Complex[] tau = new Complex[Math.min(a.rows(), a.cols())];
    for (int k = 0; k < tau.length; k++) {
      tau[k] = eliminate(a, k);
      reflect(a, k, tau[k].conj(), a, k + 1);
    }
    return new Householder(a, tau);
  }

  private static Complex eliminate(Matrix a, int k) {
    Complex alpha = a.get(k, k);
    double below = normBelow(a, k);
    if (below == 0 && alpha.imag() == 0) {
      return Complex.ZERO;
    }
    double norm = Math.hypot(Math.hypot(alpha.real(), alpha.imag()), below);
    double beta = alpha.real() < 0 || 1 / alpha.real() < 0 ? norm : -norm;
    Complex scale = Matrix.divide(Complex.ONE, alpha.subtract(beta));
    for (int row = k + 1; row < a.rows(); row++) {
      a.set(row, k, a.get(row, k).multiply(scale));
    }
    a.set(k, k, beta);
    return Complex.ofCartesian((beta - alpha.real()) / beta, -alpha.imag() / beta);
  }

  private static double normBelow(Matrix a, int k) {
    double scale = 0;
    for (int row = k + 1; row < a.rows(); row++) {
      scale = Math.max(scale, a.get(row, k).abs());
    }
    if (scale == 0 || !Double.isFinite(scale)) {
      return scale;
    }
    double sum = 0;
    for (int row = k + 1; row < a.rows(); row++) {
      double part = a.get(row, k).abs() / scale;
      sum += part * part;
    }
    return scale * Math.sqrt(sum);
  }

  /** Applies {@code I - tau v vᴴ}, v from column {@code k} of {@code a}, to {@code to}. */
  private static void reflect(Matrix a, int k, Complex tau, Matrix to, int from) {
    if (tau.getReal() == 0 && tau.getImaginary() == 0) { // -0 too
      return;
    }
    Matrix sum = Matrix.zeros(1, to.cols(), to.isComplex());
    sum.addRow(0, to, k, Complex.ONE, from);
    for (int row = k + 1; row < a.rows(); row++) {
      sum.addRow(0, to, row, a.get(row, k).conj(), from);
    }
    to.addRow(k, sum, 0, tau.negate(), from);
    for (int row = k + 1; row < a.rows(); row++) {
      to.addRow(row, sum, 0, tau.multiply(a.get(row, k)).negate(), from);
    }
  }

  /** The first columns of the unitary factor. */
  Matrix q(int columns) {
    Matrix q = Matrix.eye(packed.rows(), columns, packed.isComplex());
    for (int k = tau.length - 1; k >= 0; k--) {
      reflect(packed, k, tau[k], q, 0);
    }
    return q;
  }

  /** The upper triangular factor of the reduced factorisation. */
  Matrix r() {
    Matrix r = packed.resized(tau.length, packed.cols());
    for (int row = 1; row < tau.length; row++) {
      for (int col = 0; col < row; col++) {
        r.set(row, col, 0);
      }
    }
    return r;
  }
}
