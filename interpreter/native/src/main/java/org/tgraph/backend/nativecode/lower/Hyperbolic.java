package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Literal;

/**
 * Hyperbolic functions and their inverses without branches, of doubles; single floats are widened
 * before. Near 0 they are polynomials, the best by Chebyshev's points ({@code polynomials.py});
 * elsewhere exponentials, and logarithms of sums that keep what rounding them loses.
 */
final class Hyperbolic {
  /** {@code (sinh(x)/x - 1)/x²} by x², up to 1. */
  private static final double[] SINE = {
    0.16666666666666666,
    0.008333333333333299,
    0.00019841269841324198,
    2.7557319191381816e-06,
    2.5052117695907823e-08,
    1.6057679623801638e-10,
    7.746178593018827e-13
  };

  /** {@code (asinh(x)/x - 1)/x²} by x², up to {@value NEAR_SINE} squared. */
  private static final double[] INVERSE_SINE = {
    -0.16666666666666666,
    0.07499999999998774,
    -0.044642857139610574,
    0.030381944110249286,
    -0.022372141567689907,
    0.017352234445935224,
    -0.01395502231113902,
    0.011437896301769751,
    -0.008945677140368044,
    0.00497837526631068
  };

  private static final double NEAR_SINE = 0.35355339;

  /** {@code (atanh(x)/x - 1)/x²} by x², up to 1/4. */
  private static final double[] INVERSE_TANGENT = {
    0.3333333333333333,
    0.1999999999999822,
    0.14285714286473053,
    0.1111111098689728,
    0.09090919255417686,
    0.07691841912131238,
    0.066791397041253,
    0.05689643661793962,
    0.06828732233627811
  };

  /** From there on 1 beside x² is nothing, and x² would overflow at last. */
  private static final double FAR = 0x1p28;

  private final LoopBuilder b;
  private final Doubles d;

  private Hyperbolic(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom sinh(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Hyperbolic(b)::sinh);
  }

  static Atom cosh(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Hyperbolic(b)::cosh);
  }

  static Atom asinh(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Hyperbolic(b)::asinh);
  }

  static Atom acosh(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Hyperbolic(b)::acosh);
  }

  static Atom atanh(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Hyperbolic(b)::atanh);
  }

  private Atom odd(double[] coefficients, Atom x) {
    Atom square = d.square(x);
    return d.fma(d.times(x, square), d.polynomial(coefficients, square), x);
  }

  private Atom sinh(Atom x) {
    Atom size = d.size(x);
    Atom half = Exponentials.halfOfExp(b, size);
    Atom far = d.minus(half, d.over(0.25, half));
    Atom isNear = d.less(size, 1);
    return d.select(isNear, odd(SINE, x), d.withSign(far, x));
  }

  private Atom cosh(Atom x) {
    Atom half = Exponentials.halfOfExp(b, d.size(x));
    return d.plus(half, d.over(0.25, half));
  }

  /** {@code log(x + √(x² + 1))}, or {@code log(2x)}. */
  private Atom asinh(Atom x) {
    Atom size = d.size(x);
    Atom isFar = d.less(FAR, size);
    Atom at = d.select(isFar, 1, size);
    Doubles.Sum square = d.product(at, at);
    Atom isAbove = d.less(1, at);
    Doubles.Sum grown =
        d.sum(
            d.select(isAbove, square.high(), 1),
            d.select(isAbove, Doubles.number(1), square.high()));
    Doubles.Sum sum =
        rootPlus(at, new Doubles.Sum(grown.high(), d.plus(grown.low(), square.low())));
    Atom value = logarithm(size, isFar, sum);
    return d.withSign(d.select(d.less(size, NEAR_SINE), odd(INVERSE_SINE, x), value), x);
  }

  /** {@code log(1 + (t + √(2t + t²)))} with {@code t = x - 1}, or {@code log(2x)}. */
  private Atom acosh(Atom x) {
    Atom isFar = d.less(FAR, x);
    Atom t = d.select(isFar, 1, d.minus(x, 1));
    Doubles.Sum square = d.product(t, t);
    Atom twice = d.plus(t, t);
    Atom isAbove = b.less(twice, square.high());
    Doubles.Sum radicand =
        d.sum(d.select(isAbove, square.high(), twice), d.select(isAbove, twice, square.high()));
    Doubles.Sum u =
        rootPlus(t, new Doubles.Sum(radicand.high(), d.plus(radicand.low(), square.low())));
    Atom isLarge = d.less(1, u.high());
    Doubles.Sum sum =
        d.sum(d.select(isLarge, u.high(), 1), d.select(isLarge, Doubles.number(1), u.high()));
    Atom value = logarithm(x, isFar, new Doubles.Sum(sum.high(), d.plus(sum.low(), u.low())));
    return d.select(d.less(x, 1), Double.NaN, value);
  }

  /** That of a sum, or where x is far of {@code 2x}. */
  private Atom logarithm(Atom x, Atom isFar, Doubles.Sum sum) {
    Atom high = d.select(isFar, x, sum.high());
    Atom value = Logarithms.ofSum(b, high, d.select(isFar, 0, sum.low()), isFar);
    return d.select(d.equal(x, Double.POSITIVE_INFINITY), x, value);
  }

  /** {@code √y + x}, where the root is not smaller than x. */
  private Doubles.Sum rootPlus(Atom x, Doubles.Sum y) {
    Atom root = d.root(y.high());
    Atom rest = d.plus(d.fma(d.negative(root), root, y.high()), y.low());
    Atom isZero = d.equal(root, 0);
    Atom lost = d.over(d.times(0.5, rest), d.select(isZero, 1, root));
    Doubles.Sum sum = d.sum(root, x);
    return new Doubles.Sum(sum.high(), d.plus(sum.low(), lost));
  }

  /** {@code log((1 + x)/(1 - x))/2}. */
  private Atom atanh(Atom x) {
    Atom size = d.size(x);
    Atom isInside = d.less(size, 1);
    Atom at = d.select(isInside, size, 0);
    Doubles.Sum over = d.sum(Doubles.number(1), at);
    Doubles.Sum ratio = d.over(over, d.sum(Doubles.number(1), d.negative(at)));
    Atom inside = d.times(0.5, Logarithms.ofSum(b, ratio.high(), ratio.low(), Literal.FALSE));
    Atom outside = d.select(d.equal(size, 1), Double.POSITIVE_INFINITY, Double.NaN);
    Atom far = d.withSign(d.select(isInside, inside, outside), x);
    return d.select(d.less(size, 0.25), odd(INVERSE_TANGENT, x), far);
  }
}
