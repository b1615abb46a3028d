package org.tgraph.op.special;

/**
 * The continued fraction of the upper incomplete gamma function, {@code Q(a, x) = x^a exp(-x) /
 * (Γ(a) K)}: the even part of that of NIST DLMF 8.9.2, which converges for x above {@code a + 1}.
 */
final class GammaFraction {
  /** Where it takes more steps, an integral is as fast. */
  private static final int MOST = 400;

  private static final double CONVERGED = 0x1p-52;

  private final double a;
  private final double x;

  GammaFraction(double a, double x) {
    this.a = a;
    this.x = x;
  }

  /** How many steps it takes, by Lentz's method; 0 if these are too many. */
  int depth() {
    double denominator = x - a + 1;
    double c = denominator;
    double d = 0;
    for (int m = 1; m <= MOST; m++) {
      // It is 0 where a is m, but its derivative is not: there it is that of an a nearby.
      double numerator = m * (a == m ? -0.25 : a - m);
      denominator += 2;
      d = 1 / (denominator + numerator * d);
      c = denominator + numerator / c;
      if (Math.abs(c * d - 1) < CONVERGED) {
        return m;
      }
    }
    return 0;
  }

  /** K in {@code a + ε}, from the last of so many steps to the first. */
  Jet value(int order, int steps) {
    Jet tail = Jet.ofOne(order, 0);
    Jet denominator = Jet.ofOne(order, 0);
    for (int m = steps; m > 0; m--) {
      denominator.reset(x - a + 2 * m + 1).plus(0, -1, 0).plus(tail);
      tail.reset(m).times(a - m, 1, 0).over(denominator);
    }
    return tail.plus(x - a + 1, -1, 0);
  }
}
