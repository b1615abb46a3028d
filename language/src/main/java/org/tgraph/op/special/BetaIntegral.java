package org.tgraph.op.special;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The regularized incomplete beta function, and its derivatives by its parameters: those of its
 * continued fraction (R. Boik and J. Robison-Cox, "Derivatives of the incomplete beta function",
 * 1998), here in Taylor polynomials in both parameters, so that there is no limit to the order;
 * where that converges slowly, they are integrals of the derivatives of the density.
 */
final class BetaIntegral {
  /** How far from the end of the interval the fraction still converges in few steps. */
  private static final double CONVERGENT = 0.002;

  /** The square of a parameter below, times that of a logarithm, is nothing beside 1. */
  private static final double TINY = 1e-12;

  private BetaIntegral() {}

  /**
   * All mass is at 0 or at 1 where a parameter is 0 or infinite; the limits are those of SciPy. Of
   * parameters next to 0 it is {@code b / (a + b) (1 + a log(x / (1 - x)))}, but for terms of
   * second order in them: of the density without its factor the integral is {@code x^a / a - log(1
   * - x)}.
   */
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
    if (x > 0 && x < 1 && Math.max(a, b) < TINY) {
      return b / (a + b) * (1 + a * (Math.log(x) - Math.log1p(-x)));
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
   * The derivatives of that order, from the one by {@code a} alone to the one by {@code b} alone.
   *
   * @param order from 1
   */
  static double[] slopes(int order, double a, double b, double x) {
    double[] slopes = new double[order + 1];
    boolean isInside = a > 0 && b > 0 && x >= 0 && x <= 1;
    if (!isInside || Double.isInfinite(a) || Double.isInfinite(b)) {
      Arrays.fill(slopes, Double.NaN);
      return slopes;
    }
    if (x == 0 || x == 1) {
      return slopes;
    }
    // x (1 - x) times the density, by that of parameters that are larger by 1, which is finite.
    double share = a / (a + b) * (b / (a + b + 1));
    double weight = share * RegularizedBeta.derivative(x, a + 1, b + 1);
    if (isLower(a, b, x)) {
      below(slopes, a, b, x, 1 - x);
      for (int j = 0; j <= order; j++) {
        slopes[j] *= weight;
      }
      return slopes;
    }
    double[] others = new double[order + 1];
    below(others, b, a, 1 - x, x);
    for (int j = 0; j <= order; j++) {
      slopes[j] = -weight * others[order - j];
    }
    return slopes;
  }

  /**
   * Whether to go by the function itself, not by its complement: on the side where the fraction
   * converges fast, but for a parameter below 1, of which the derivatives would lose digits on that
   * side of the mean, where the function is near 1.
   */
  private static boolean isLower(double a, double b, double x) {
    boolean isBelowMean = x * b <= (1 - x) * a;
    boolean isLossy = isBelowMean ? b < 1 && 1 - x > CONVERGENT : a < 1 && x > CONVERGENT;
    return isLossy ? isBelowMean : x * (a + b + 2) <= a + 1;
  }

  /** Those divided by {@code x (1 - x)} times the density. */
  private static void below(double[] slopes, double a, double b, double x, double complement) {
    int order = slopes.length - 1;
    BetaFraction fraction = new BetaFraction(a, b, x, complement);
    int depth = fraction.depth();
    Jet cumulants = cumulants(order, a, b);
    if (depth > 0) {
      int steps = depth + order * (3 + depth / 8);
      Jet logarithm = cumulants.plus(0, log(x, complement), log(complement, x));
      Jet factor = logarithm.exp().times(share(order, a, b));
      Jet value = factor.over(fraction.value(order, steps));
      for (int j = 0; j <= order; j++) {
        slopes[j] = value.derivative(order - j, j) / a;
      }
      return;
    }
    for (int j = 0; j <= order; j++) {
      slopes[j] = integral(cumulants, order - j, j, a, b, x, complement);
    }
  }

  /**
   * In {@code a + ε} and {@code b + δ}, the logarithm of {@code Γ(a + b + 1) / Γ(a + 1) / Γ(b + 1)}
   * without its constant: that of the reciprocal beta function, but for factors that would cancel
   * digits where a parameter is small.
   */
  private static Jet cumulants(int order, double a, double b) {
    Jet jet = Jet.ofTwo(order, 0);
    double factorial = 1;
    for (int power = 1; power <= order; power++) {
      factorial *= power;
      Polygamma polygamma = new Polygamma(power - 1);
      double both = polygamma.apply(a + b + 1);
      double binomial = 1;
      for (int j = 0; j <= power; j++) {
        jet.set(power - j, j, both * binomial / factorial);
        binomial = binomial * (power - j) / (j + 1);
      }
      jet.set(power, 0, (both - polygamma.apply(a + 1)) / factorial);
      jet.set(0, power, difference(power - 1, b + 1, a) / factorial);
    }
    return jet;
  }

  /** {@code ψ(z + a) - ψ(z)} of the polygamma function of that order, also where a is small. */
  private static double difference(int order, double z, double a) {
    if (a > 1e-3 * z) {
      Polygamma polygamma = new Polygamma(order);
      return polygamma.apply(z + a) - polygamma.apply(z);
    }
    double sum = 0;
    double power = 1;
    for (int k = 1; k <= 6; k++) {
      power *= a / k;
      sum += power * new Polygamma(order + k).apply(z);
    }
    return sum;
  }

  /**
   * In {@code a + ε} and {@code b + δ}, the share {@code (b + δ) / (a + ε + b + δ)} relative to
   * that of a and b. The powers of δ alone are proportional to a.
   */
  private static Jet share(int order, double a, double b) {
    double inverse = 1 / (a + b);
    Jet jet = Jet.ofTwo(order, 1).times(1, 0, 1 / b).over(1, inverse, inverse);
    double power = a / b * inverse;
    for (int j = 1; j <= order; j++) {
      jet.set(0, j, power);
      power *= -inverse;
    }
    return jet;
  }

  /** The logarithm of a number that is also {@code 1 - complement}. */
  private static double log(double x, double complement) {
    return complement < 0.5 ? Math.log1p(-complement) : Math.log(x);
  }

  /** One by one, as an integral over {@code t = x exp(-s)}, by s. */
  private static double integral(
      Jet cumulants, int i, int j, double a, double b, double x, double complement) {
    int order = i + j;
    double first = cumulants.get(1, 0) + log(x, complement);
    double second = cumulants.get(0, 1);
    Jet rest = cumulants.copy();
    rest.set(1, 0, 0);
    rest.set(0, 1, 0);
    Jet density = rest.exp().times(1, 1 / a, 0).times(share(order, a, b));
    double odds = x / complement;
    double end =
        GaussLegendre.end(
            s -> b * Math.log1p(-odds * Math.expm1(-s)) - a * s, 1 / (1 + a + b * odds));
    double start = Math.max(Math.min(end / 32, 1 / odds), Double.MIN_NORMAL);
    return GaussLegendre.integral(
        s -> {
          double share = -Math.expm1(-s);
          double above = complement + x * share;
          Jet slopes = Jet.ofTwo(order, 0);
          slopes.plus(0, first - s, second + log(above, x * (1 - share)));
          double exponent = b * Math.log1p(odds * share) - a * s;
          return density.copy().times(slopes.exp()).derivative(i, j) * Math.exp(exponent) / above;
        },
        start,
        end);
  }
}
