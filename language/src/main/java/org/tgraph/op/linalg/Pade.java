package org.tgraph.op.linalg;

import java.util.List;

/**
 * A Padé approximant of the exponential of a matrix (N. Higham, "The scaling and squaring method
 * for the matrix exponential revisited", 2005, table 2.3).
 *
 * @param degree of numerator and denominator
 * @param bound the norm up to which it is right to double precision
 */
public record Pade(int degree, double bound) {
  /** Those that are worth computing, ascending. */
  public static final List<Pade> ALL =
      List.of(
          new Pade(3, 1.495585217958292e-2),
          new Pade(5, 2.539398330063230e-1),
          new Pade(7, 9.504178996162932e-1),
          new Pade(9, 2.097847961257068e0),
          new Pade(13, 5.371920351148152e0));

  /**
   * Those of the numerator, {@code (2m - k)! m! / ((2m)! k! (m - k)!)} for a degree of m; those of
   * the denominator have alternating signs.
   */
  public double[] coefficients() {
    double[] coefficients = new double[degree + 1];
    coefficients[0] = 1;
    for (int k = 1; k <= degree; k++) {
      coefficients[k] = coefficients[k - 1] * (degree - k + 1) / ((2.0 * degree - k + 1) * k);
    }
    return coefficients;
  }
}
