package org.tgraph.op.linalg;

/**
 * The exponential of a matrix by scaling and squaring: a Padé approximant of a matrix divided by a
 * power of two, squared as often (N. Higham, "The scaling and squaring method for the matrix
 * exponential revisited", 2005, algorithm 2.3).
 */
final class Exponential {
  private Exponential() {}

  /** The exponential of a square matrix; {@code nan} where an element is not finite. */
  static Matrix of(Matrix a) {
    int n = a.rows();
    double norm = a.columnNorm();
    if (!Double.isFinite(norm)) {
      return Matrix.filled(n, n, a.isComplex(), Double.NaN);
    }
    for (Pade pade : Pade.ALL) {
      if (norm <= pade.bound()) {
        return approximant(a, pade);
      }
    }
    Pade last = Pade.ALL.getLast();
    int squarings = Math.max(0, Math.getExponent(norm / last.bound()) + 1);
    Matrix scaled = a.copy();
    scaled.scale(Math.scalb(1.0, -squarings));
    Matrix result = approximant(scaled, last);
    for (int i = 0; i < squarings; i++) {
      result = result.times(result);
    }
    return result;
  }

  /**
   * {@code q(a)⁻¹ p(a)} with the even and the odd part of {@code p(a)}, and {@code q(a) = p(-a)}.
   */
  private static Matrix approximant(Matrix a, Pade pade) {
    int degree = pade.degree();
    double[] coefficients = pade.coefficients();
    Matrix square = a.times(a);
    Matrix power = Matrix.identity(a.rows(), a.isComplex());
    Matrix even = Matrix.zeros(a.rows(), a.rows(), a.isComplex());
    Matrix odd = Matrix.zeros(a.rows(), a.rows(), a.isComplex());
    for (int k = 0; k < degree; k += 2) {
      even.add(coefficients[k], power);
      odd.add(coefficients[k + 1], power);
      power = k + 2 < degree ? power.times(square) : power;
    }
    odd = a.times(odd);
    Matrix above = even.copy();
    above.add(1, odd);
    even.add(-1, odd);
    return PivotedLu.of(even).solve(above);
  }
}
