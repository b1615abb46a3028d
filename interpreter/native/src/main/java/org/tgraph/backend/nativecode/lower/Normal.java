package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * The quantile and the logarithm of normal probabilities; of doubles, single floats are widened
 * before.
 */
final class Normal {
  private static final DType F = DType.F64;

  private static final double ROOT_OF_HALF = Math.sqrt(0.5);

  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  /** Below and above, quantiles are those of tails. */
  private static final double TAIL = 0.25;

  /**
   * First approximations of the quantile, to a relative 10⁻⁹ (P. Acklam, "An algorithm for
   * computing the inverse normal cumulative distribution function", 2003), numerators and
   * denominators, the highest power first: by {@code (p - 1/2)²}, and by {@code √(-2 log p)} below
   * 0.02425.
   */
  private static final double[] NEAR_OVER = {
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
  };

  private static final double[] NEAR_UNDER = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01,
    1
  };

  private static final double[] LOW_OVER = {
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
  };

  private static final double[] LOW_UNDER = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1
  };

  private static final double LOW = 0.02425;

  private final LoopBuilder b;

  private Normal(LoopBuilder b) {
    this.b = b;
  }

  static Atom quantile(LoopBuilder b, Atom p) {
    return b.convert(p.type(), new Normal(b).quantile(b.convert(F, p)));
  }

  static Atom logarithm(LoopBuilder b, Atom x) {
    return b.convert(x.type(), new Normal(b).logarithm(b.convert(F, x)));
  }

  static Atom slope(LoopBuilder b, Atom x) {
    return b.convert(x.type(), new Normal(b).slope(b.convert(F, x)));
  }

  private static Literal number(double value) {
    return Literal.of(F, value);
  }

  private Atom negative(Atom x) {
    return b.let(Code.NEGATE, x);
  }

  private Atom over(Atom x, Atom y) {
    return b.let(Code.DIVIDE, x, y);
  }

  private Atom polynomial(double[] coefficients, Atom x) {
    Atom sum = number(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      sum = b.let(Code.FUSED_MULTIPLY_ADD, sum, x, number(coefficients[i]));
    }
    return sum;
  }

  private Atom logarithm(Atom x) {
    Atom zero = number(0);
    Atom isAbove = b.less(zero, x);
    Atom above =
        Exponentials.log1p(
            b, negative(ErrorFunction.ndtr(b, b.select(isAbove, negative(x), zero))));
    Atom below = b.select(isAbove, zero, x);
    Atom scaled = ErrorFunction.erfcx(b, b.times(negative(below), number(ROOT_OF_HALF)));
    Atom half = b.times(b.times(number(0.5), below), below);
    Atom logarithm = b.minus(Exponentials.log(b, b.times(number(0.5), scaled)), half);
    return b.select(isAbove, above, logarithm);
  }

  /** That of the logarithm: below 0, where both would vanish, by {@code erfcx}. */
  private Atom slope(Atom x) {
    Atom zero = number(0);
    Atom isBelow = b.less(x, zero);
    Atom scaled =
        ErrorFunction.erfcx(b, b.times(b.select(isBelow, x, zero), number(-ROOT_OF_HALF)));
    Atom below = over(number(2 * DENSITY_AT_0), scaled);
    Atom above = b.select(isBelow, zero, x);
    Atom exponent = b.times(b.times(number(-0.5), above), above);
    Atom density = b.times(number(DENSITY_AT_0), Exponentials.exp(b, exponent));
    return b.select(isBelow, below, over(density, ErrorFunction.ndtr(b, above)));
  }

  private Atom quantile(Atom p) {
    Atom complement = b.minus(number(1), p);
    Atom isLower = b.less(p, number(0.5));
    Atom q = b.select(isLower, p, complement);
    Atom isInside = b.less(number(0), q);
    Atom tail = tail(b.select(isInside, q, number(TAIL)));
    Atom shifted = b.minus(b.plus(p, p), number(1));
    Atom middle = b.times(number(Math.sqrt(2)), Probabilities.inverseErf(b, shifted));
    Atom sided = b.select(isLower, tail, negative(tail));
    Atom inside = b.select(b.less(q, number(TAIL)), sided, middle);
    Atom infinity = number(Double.POSITIVE_INFINITY);
    Atom bound = b.select(isLower, negative(infinity), infinity);
    Atom outside = b.select(b.equal(q, number(0)), bound, number(Double.NaN));
    return b.select(isInside, inside, outside);
  }

  /** Two of Newton's steps for the logarithm, in which the smallest probabilities are far apart. */
  private Atom tail(Atom p) {
    Atom logarithm = Exponentials.log(b, p);
    Atom root = b.let(Code.SQRT, b.times(number(-2), logarithm));
    Atom low = over(polynomial(LOW_OVER, root), polynomial(LOW_UNDER, root));
    Atom offset = b.minus(p, number(0.5));
    Atom square = b.times(offset, offset);
    Atom near =
        over(b.times(polynomial(NEAR_OVER, square), offset), polynomial(NEAR_UNDER, square));
    Atom x = b.select(b.less(p, number(LOW)), low, near);
    for (int step = 0; step < 2; step++) {
      Atom inverseSlope =
          b.times(
              ErrorFunction.erfcx(b, b.times(negative(x), number(ROOT_OF_HALF))),
              number(Math.sqrt(Math.PI / 2)));
      x = b.minus(x, b.times(b.minus(logarithm(x), logarithm), inverseSlope));
    }
    return x;
  }
}
