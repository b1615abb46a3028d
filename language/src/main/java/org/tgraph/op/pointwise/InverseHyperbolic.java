package org.tgraph.op.pointwise;

/**
 * The inverse hyperbolic functions, which Java lacks, by the formulas of FreeBSD's msun (s_asinh.c,
 * e_acosh.c, e_atanh.c); within about two units in the last place.
 */
final class InverseHyperbolic {
  /** From here on, the square of a number plus 1 is the square. */
  private static final double LARGE = 0x1p28;

  private InverseHyperbolic() {}

  static double asinh(double x) {
    double a = Math.abs(x);
    double result;
    if (a > LARGE) {
      result = Math.log(a) + Formula.LN2;
    } else if (a > 2) {
      result = Math.log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
    } else {
      result = Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    }
    return Math.copySign(result, x);
  }

  static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    if (x > LARGE) {
      return Math.log(x) + Formula.LN2;
    }
    if (x > 2) {
      return Math.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double above = x - 1;
    return Math.log1p(above + Math.sqrt(2 * above + above * above));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    double doubled = a + a;
    double ratio = a < 0.5 ? doubled + doubled * a / (1 - a) : doubled / (1 - a);
    return Math.copySign(Math.log1p(ratio) / 2, x);
  }
}
