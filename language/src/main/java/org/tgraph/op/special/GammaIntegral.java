package org.tgraph.op.special;

import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The regularized incomplete gamma functions, and their derivatives by the parameter. Those have a
 * power series where the function has (Moore, "Algorithm AS 187: Derivatives of the incomplete
 * gamma integral", 1982), and above the mean a continued fraction, here evaluated with Taylor
 * polynomials in the parameter, so that there is no limit to the order. Where these converge slowly
 * they are integrals of the derivatives of the density, which has one sign on the smaller side of
 * the mean, and falls off exponentially there.
 */
final class GammaIntegral {
  /** From there on the series has too many terms. */
  private static final double LARGE = 1000;

  /**
   * From there on floats near the mean are so far apart that the normal distribution is as good.
   */
  private static final double NORMAL = 1e20;

  private GammaIntegral() {}

  /** The limits at 0 and infinity are those of SciPy. */
  static double value(double a, double x, boolean upper) {
    if (!(a >= 0 && x >= 0) || a == x && (a == 0 || Double.isInfinite(a))) {
      return Double.NaN;
    }
    if (a == 0 || Double.isInfinite(x)) {
      return upper ? 0 : 1;
    }
    if (Double.isInfinite(a)) {
      return upper ? 1 : 0;
    }
    if (a < NORMAL) {
      try {
        return upper ? RegularizedGamma.Q.value(a, x) : RegularizedGamma.P.value(a, x);
      } catch (ArithmeticException tooManyTerms) {
        // Only so far from the mean of a distribution so narrow that nothing is left there.
      }
    }
    double score = score(a, x);
    return new Ndtr().apply(upper ? -score : score);
  }

  /**
   * The derivative of this order by {@code a} of the lower function at {@code x = exp(y)}, divided
   * by the derivative by y: for order 1, how far the quantile moves the other way. The quotient is
   * finite where both are too small for a float.
   *
   * @param order from 1
   */
  static double ratio(int order, double a, double y) {
    if (!(a > 0) || Double.isInfinite(a) || Double.isNaN(y)) {
      return Double.NaN;
    }
    double x = Math.exp(y);
    return Double.isInfinite(x) ? 0 : ratio(order, a, y, x);
  }

  private static double ratio(int order, double a, double y, double x) {
    if (x < a + 1) {
      return a < LARGE ? series(order, a, y, x) : integral(order, a, y, x);
    }
    GammaFraction fraction = new GammaFraction(a, x);
    int depth = fraction.depth();
    if (depth == 0) {
      return integral(order, a, y, x);
    }
    int steps = depth + order * (3 + depth / 8);
    Jet density = cumulants(order, a).plus(0, y, 0).exp().times(1, 1 / a, 0);
    return -density.over(fraction.value(order, steps)).derivative(order, 0);
  }

  /**
   * The derivative of this order by {@code a} of the lower function.
   *
   * @param order from 1
   */
  static double slope(int order, double a, double x) {
    if (!(a > 0 && x >= 0) || Double.isInfinite(a)) {
      return Double.NaN;
    }
    if (x == 0 || Double.isInfinite(x)) {
      return 0;
    }
    // x times the density, by that of a parameter that is larger by 1.
    double weight = a * RegularizedGamma.P.derivative(a + 1, x);
    return weight * ratio(order, a, Math.log(x), x);
  }

  /**
   * The series {@code Σ x^k / ((a + 1) ... (a + k))} times {@code x^a / Γ(a + 1)}, relative to
   * {@code x^a / Γ(a)}.
   */
  private static double series(int order, double a, double y, double x) {
    Jet term = Jet.ofOne(order, 1);
    Jet sum = term.copy();
    for (int k = 1; !term.isNegligibleIn(sum); k++) {
      sum.plus(term.times(x, 0, 0).over(a + k, 1, 0));
    }
    return cumulants(order, a).plus(0, y, 0).exp().times(sum).derivative(order, 0) / a;
  }

  /** In {@code a + ε}, the logarithm of {@code Γ(a + 1) / Γ(a + 1 + ε)}. */
  private static Jet cumulants(int order, double a) {
    Jet jet = Jet.ofOne(order, 0);
    double factorial = 1;
    for (int k = 1; k <= order; k++) {
      factorial *= k;
      jet.set(k, 0, -new Polygamma(k - 1).apply(a + 1) / factorial);
    }
    return jet;
  }

  /**
   * The integral over {@code t = x exp(±s)}, by s. The derivative of the density at t is a
   * polynomial in log t, whose coefficients are the same for all t.
   */
  private static double integral(int order, double a, double y, double x) {
    int sign = x < a ? -1 : 1;
    Jet logarithm = cumulants(order, a);
    double start = y + logarithm.get(1, 0);
    logarithm.set(1, 0, 0);
    Jet density = logarithm.exp().times(1, 1 / a, 0);
    double[] polynomial = new double[order + 1];
    double factorial = 1;
    for (int m = 0; m <= order; m++) {
      factorial *= Math.max(1, m);
      polynomial[m] = density.get(order - m, 0) / factorial;
    }
    double end = GaussLegendre.end(s -> sign * a * s - x * Math.expm1(sign * s), 1 / (1 + a + x));
    double integral =
        GaussLegendre.integral(
            s -> {
              double value = 0;
              for (int m = order; m >= 0; m--) {
                value = value * (start + sign * s) + polynomial[m];
              }
              return value * Math.exp(sign * a * s - x * Math.expm1(sign * s));
            },
            end / 32,
            end);
    return -sign * factorial * integral;
  }

  /**
   * The logarithm of the number below which the lower function is u: by Newton's method on the
   * logarithm of the function or of its complement, which are concave in y, with bisection where a
   * step leaves the interval that is left.
   */
  static double logQuantile(double a, double u) {
    if (!(a >= 0 && u >= 0 && u <= 1)) {
      return Double.NaN;
    }
    if (a == 0 || u == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (Double.isInfinite(a) || u == 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (a >= NORMAL) {
      return wilsonHilferty(a, u);
    }
    // The function is at most x^a / Γ(a + 1), and equal to it where x vanishes beside 1.
    double low = (Math.log(u) + new LGamma().apply(a + 1)) / a;
    if (low < -40) {
      return low;
    }
    double high = Math.log(a + 40 * Math.sqrt(a) + 800);
    double y = Math.max(low, wilsonHilferty(a, u));
    for (int step = 0; step < 100; step++) {
      double x = Math.exp(y);
      double slope = x * RegularizedGamma.P.derivative(a, x);
      boolean upper = u > 0.5;
      double value = value(a, x, upper);
      double rest = upper ? -Math.log(value / (1 - u)) : Math.log(value / u);
      double relative = slope / value;
      if (rest > 0) {
        high = y;
      } else {
        low = y;
      }
      double next = y - rest / relative;
      if (!(next >= low && next <= high)) {
        next = low + (high - low) / 2;
      }
      if (Math.abs(next - y) <= Math.ulp(y) || next == y) {
        return next;
      }
      y = next;
    }
    return y;
  }

  /** Wilson and Hilferty's approximation (1931): the cube root is nearly normal. */
  private static double wilsonHilferty(double a, double u) {
    double root = 1 - 1 / (9 * a) + new Ndtri().apply(u) / (3 * Math.sqrt(a));
    return root > 0 ? Math.log(a) + 3 * Math.log(root) : Double.NEGATIVE_INFINITY;
  }

  /** The normal number that has about the same share below it, by the same approximation. */
  private static double score(double a, double x) {
    double cube = Math.expm1(Math.log(x / a) / 3);
    return 3 * Math.sqrt(a) * (cube + 1 / (9 * a));
  }
}
