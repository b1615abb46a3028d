package org.tgraph.op.special;

/**
 * The continued fraction of the incomplete beta function, {@code I_x(a, b) = x^a (1 - x)^b / (a
 * B(a, b) K)}: the even part of that of NIST DLMF 8.17.22, which takes about √a steps and converges
 * for x below {@code (a + 1) / (a + b + 2)} (A. Didonato and A. Morris, "Significant digit
 * computation of the incomplete beta function ratios", 1992, equation 9).
 */
final class BetaFraction {
  /** Where it takes more steps, an integral is as fast. */
  private static final int MOST = 400;

  private static final double CONVERGED = 0x1p-52;

  private final double a;
  private final double b;
  private final double x;
  private final double complement;

  BetaFraction(double a, double b, double x, double complement) {
    this.a = a;
    this.b = b;
    this.x = x;
    this.complement = complement;
  }

  /** How many steps it takes, by Lentz's method; 0 if these are too many. */
  int depth() {
    double c = denominator(0);
    double d = 0;
    for (int m = 1; m <= MOST; m++) {
      double numerator = numerator(m);
      double denominator = denominator(m);
      d = 1 / (denominator + numerator * d);
      c = denominator + numerator / c;
      if (Math.abs(c * d - 1) < CONVERGED) {
        return m;
      }
    }
    return 0;
  }

  /** That is 0 where b is m, but its derivative is not: there it is that of a b nearby. */
  private double numerator(int m) {
    double root = a + 2 * m - 1;
    double rest = b == m ? -0.25 : b - m;
    return (a + m - 1) * (a + b + m - 1) * m * rest * x * x / (root * root);
  }

  private double denominator(int m) {
    double first = m * (b - m) * x / (a + 2 * m - 1);
    return m + first + (a + m) * (balance() + m * (2 - x)) / (a + 2 * m + 1);
  }

  private double balance() {
    return a * complement - b * x + 1;
  }

  /**
   * K in {@code a + ε} and {@code b + δ}, from the last of so many steps to the first. All its
   * parts have a factor a, which is left out where a may be small.
   */
  Jet value(int order, int steps) {
    Jet tail = Jet.ofTwo(order, 0);
    Jet first = Jet.ofTwo(order, 0);
    Jet denominator = Jet.ofTwo(order, 0);
    for (int m = steps; m > 0; m--) {
      double root = a + 2 * m - 1;
      first.reset(m * x).times(b - m, 0, 1).over(root, 1, 0);
      denominator
          .reset(1)
          .times(a + m, 1, 0)
          .times(balance() + m * (2 - x), complement, -x)
          .over(root + 2, 1, 0)
          .plus(m, 0, 0)
          .plus(first)
          .plus(tail);
      tail.reset(0).plus(first).times(x * (a + b + m - 1), x, x).over(root, 1, 0);
      if (m > 1) {
        tail.times(a + m - 1, 1, 0);
      }
      tail.over(denominator);
    }
    return Jet.ofTwo(order, 1).times(balance(), complement, -x).over(a + 1, 1, 0).plus(tail);
  }
}
