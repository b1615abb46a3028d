package org.tgraph.op.special;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The regularized incomplete beta function, and its derivatives by its parameters (after Boik and
 * Robison-Cox, "Derivatives of the incomplete beta function", 1998, who differentiate a continued
 * fraction). Here they come from the power series, in Taylor polynomials in both parameters, so
 * that there is no limit to the order; where that converges slowly, they are integrals of the
 * derivatives of the density.
 */
final class BetaIntegral {
  /** How far the terms of the series must fall from each to the next. */
  private static final double SERIES = 0.9;

  private BetaIntegral() {}

  /** All mass is at 0 or at 1 where a parameter is 0 or infinite; the limits are those of SciPy. */
  static double value(double a, double b, double x) {
    boolean isAtZero = a == 0 || b == Double.POSITIVE_INFINITY;
    boolean isAtOne = b == 0 || a == Double.POSITIVE_INFINITY;
    if (!(a >= 0 && b >= 0 && x >= 0 && x <= 1) || isAtZero && isAtOne) {
      return Double.NaN;
    }
    if (isAtZero) {
      return x > 0 ? 1 : 0;
    }
    if (isAtOne) {
      return x < 1 ? 0 : 1;
    }
    try {
      return RegularizedBeta.value(x, a, b);
    } catch (ArithmeticException overflow) {
      return limit(a, b, x);
    }
  }

  /** Where one parameter is beyond what can be multiplied with: that of a gamma distribution. */
  private static double limit(double a, double b, double x) {
    return a < b
        ? GammaIntegral.value(a, -b * Math.log1p(-x), false)
        : GammaIntegral.value(b, -a * Math.log(x), true);
  }

  /**
   * The derivative of orders i and j by a and b, divided by {@code x (1 - x)} times that by x,
   * which is finite where both are too small for a float.
   *
   * @param i from 0
   * @param j from 0, with {@code i + j} from 1
   */
  static double ratio(int i, int j, double a, double b, double x) {
    boolean isInside = a > 0 && b > 0 && x > 0 && x < 1;
    if (!isInside || Double.isInfinite(a) || Double.isInfinite(b)) {
      return Double.NaN;
    }
    boolean isLower = x * b <= (1 - x) * a;
    boolean isSlow = isLower ? a < 1 && x > SERIES : b < 1 && 1 - x > SERIES;
    return isLower == isSlow ? -below(j, i, b, a, 1 - x, x) : below(i, j, a, b, x, 1 - x);
  }

  private static double below(int i, int j, double a, double b, double x, double complement) {
    boolean isSeries = x <= SERIES && (a + b) * x <= SERIES * (a + 1);
    return isSeries ? series(i, j, a, b, x, complement) : integral(i, j, a, b, x, complement);
  }

  /**
   * In {@code a + ε} and {@code b + δ}, the logarithm of {@code Γ(a + b + 1) / Γ(a + 1) / Γ(b + 1)}
   * without its constant: that of the reciprocal beta function, but for factors that would cancel
   * digits where a parameter is small.
   */
  private static Jet cumulants(int i, int j, double a, double b) {
    Jet jet = Jet.constant(i, j, 0);
    double first = 1;
    for (int k = 0; k <= i; k++) {
      first *= Math.max(1, k);
      double both = first;
      for (int l = 0; l <= j; l++) {
        both *= Math.max(1, l);
        if (k + l > 0) {
          Polygamma polygamma = new Polygamma(k + l - 1);
          double value = polygamma.apply(a + b + 1);
          value -= l == 0 ? polygamma.apply(a + 1) : 0;
          value -= k == 0 ? polygamma.apply(b + 1) : 0;
          jet.set(k, l, value / both);
        }
      }
    }
    return jet;
  }

  private static void move(Jet jet, int i, int j, double by) {
    jet.set(i, j, jet.get(i, j) + by);
  }

  /** {@code x^a (1 - x)^b / (a B(a, b)) Σ (a + b)_k / (a + 1)_k x^k} (NIST DLMF 8.17.8). */
  private static double series(int i, int j, double a, double b, double x, double complement) {
    Jet logarithm = cumulants(i, j, a, b);
    if (i > 0) {
      move(logarithm, 1, 0, Math.log(x));
    }
    if (j > 0) {
      move(logarithm, 0, 1, log(complement, x));
    }
    Jet term = Jet.constant(i, j, 1);
    Jet sum = term;
    for (int k = 0; !term.isNegligibleIn(sum); k++) {
      term = term.times(x * (a + b + k), x, x).over(a + 1 + k, 1, 0);
      sum = sum.plus(term);
    }
    Jet factor = logarithm.exp().times(1, 0, 1 / b).over(1, 1 / (a + b), 1 / (a + b));
    return factor.times(sum).derivative() / a;
  }

  /** The logarithm of a number that is also {@code 1 - complement}. */
  private static double log(double x, double complement) {
    return complement < 0.5 ? Math.log1p(-complement) : Math.log(x);
  }

  /** The integral over {@code t = x exp(-s)}, by s. */
  private static double integral(int i, int j, double a, double b, double x, double complement) {
    Jet logarithm = cumulants(i, j, a, b);
    double first = log(x, complement) + (i > 0 ? logarithm.get(1, 0) : 0);
    double second = j > 0 ? logarithm.get(0, 1) : 0;
    if (i > 0) {
      logarithm.set(1, 0, 0);
    }
    if (j > 0) {
      logarithm.set(0, 1, 0);
    }
    Jet density =
        logarithm.exp().times(1, 1 / a, 0).times(1, 0, 1 / b).over(1, 1 / (a + b), 1 / (a + b));
    double odds = x / complement;
    double end =
        GaussLegendre.end(
            s -> b * Math.log1p(-odds * Math.expm1(-s)) - a * s, 1 / (1 + a + b * odds));
    double start = Math.max(Math.min(end / 32, 1 / odds), Double.MIN_NORMAL);
    return GaussLegendre.integral(
        s -> {
          double share = -Math.expm1(-s);
          double rest = complement + x * share;
          double t = x * (1 - share);
          Jet slopes = Jet.constant(i, j, 0);
          if (i > 0) {
            slopes.set(1, 0, first - s);
          }
          if (j > 0) {
            slopes.set(0, 1, second + log(rest, t));
          }
          double exponent = b * Math.log1p(odds * share) - a * s;
          return density.times(slopes.exp()).derivative() * Math.exp(exponent) / rest;
        },
        start,
        end);
  }
}
