package org.tgraph.op.linalg;

/**
 * The exponential of a matrix by scaling and squaring: a Padé approximant of a matrix divided by a
 * power of two, squared as often (N. Higham, "The scaling and squaring method for the matrix
 * exponential revisited", 2005, algorithm 2.3, with the degrees and bounds of table 2.3).
 */
final class Exponential {
  private static final int[] DEGREES = {3, 5, 7, 9, 13};

  /** For each degree, the norm up to which the approximant is right to double precision. */
  private static final double[] BOUNDS = {
    1.495585217958292e-2,
    2.539398330063230e-1,
    9.504178996162932e-1,
    2.097847961257068e0,
    5.371920351148152e0
  };

  private Exponential() {}

  /** The exponential of a square matrix; {@code nan} where an element is not finite. */
  static Matrix of(Matrix a) {
    int n = a.rows();
    double norm = a.columnNorm();
    if (!Double.isFinite(norm)) {
      return Matrix.filled(n, n, a.isComplex(), Double.NaN);
    }
    for (int i = 0; i < DEGREES.length; i++) {
      if (norm <= BOUNDS[i]) {
        return approximant(a, DEGREES[i]);
      }
    }
    int last = DEGREES.length - 1;
    int squarings = Math.max(0, Math.getExponent(norm / BOUNDS[last]) + 1);
    Matrix scaled = a.copy();
    scaled.scale(Math.scalb(1.0, -squarings));
    Matrix result = approximant(scaled, DEGREES[last]);
    for (int i = 0; i < squarings; i++) {
      result = result.times(result);
    }
    return result;
  }

  /**
   * {@code q(a)⁻¹ p(a)} with the even and the odd part of {@code p(a)}, and {@code q(a) = p(-a)}.
   */
  private static Matrix approximant(Matrix a, int degree) {
    double[] coefficients = coefficients(degree);
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

  /** {@code (2m - k)! m! / ((2m)! k! (m - k)!)} for a degree of m. */
  private static double[] coefficients(int degree) {
    double[] coefficients = new double[degree + 1];
    coefficients[0] = 1;
    for (int k = 1; k <= degree; k++) {
      coefficients[k] = coefficients[k - 1] * (degree - k + 1) / ((2.0 * degree - k + 1) * k);
    }
    return coefficients;
  }
}
