package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;

/**
 * The error function, its complement and that scaled by {@code exp(x²)} without branches, of
 * doubles; single floats are widened before, but for {@link SingleErrorFunction}. From 0 on, {@code
 * (1 + 2x) exp(x²) erfc(x)} is a polynomial in {@code t = (x - 4)/(x + 4)} (M. M. Shepherd, J. G.
 * Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x < ∞", Mathematics of
 * Computation 36, 1981); below 1, {@code erf(x)/x - 1} is one in x². Both are the best by
 * Chebyshev's points ({@code polynomials.py}). In the exponential x² has the digits that a double
 * loses.
 */
final class ErrorFunction {
  private static final double[] NEAR = {
    0.1283791670955126,
    -0.3761263890318375,
    0.11283791670954879,
    -0.026866170645076792,
    0.0052239776248180145,
    -0.000854832698083379,
    0.0001205533111164271,
    -1.4925595266831182e-05,
    1.6461000484121368e-06,
    -1.6350312701054695e-07,
    1.4659775274047436e-08,
    -1.1372848856791674e-09,
    5.957176147748911e-11
  };

  private static final double[] SCALED = {
    1.2329951186255526,
    -0.1396211168405625,
    0.01537965210261959,
    0.0680970542546913,
    -0.1010390660362999,
    0.0937328349984105,
    -0.06633036581219905,
    0.03716751553632399,
    -0.0161977340596833,
    0.005031969989524228,
    -0.0007577732620308658,
    -0.00019925676026397816,
    0.0001506214923781857,
    -2.4398994456198184e-05,
    -1.1221292614845453e-05,
    5.709314114539484e-06,
    2.91982190066099e-07,
    -8.250783402503538e-07,
    7.746068721065394e-08,
    1.102527216181963e-07,
    -2.05545319618171e-08,
    -1.480698922476478e-08,
    3.1672613472479247e-09,
    1.825695530665134e-09,
    -2.655727024841404e-10,
    -1.4311325374445435e-10
  };

  /** Beyond, the complement is 0. */
  private static final double END = 28;

  /** Beyond, the scaled one is {@code 1/(x √π)}, and products would overflow. */
  private static final double FAR = 1e100;

  private static final double ROOT_OF_HALF = Math.sqrt(0.5);

  private final Doubles d;
  private final Exponentials e;

  private ErrorFunction(LoopBuilder b) {
    this.d = new Doubles(b);
    this.e = new Exponentials(b);
  }

  static Atom erf(LoopBuilder b, Atom x) {
    return Singles.is(x) ? SingleErrorFunction.erf(b, x) : new ErrorFunction(b).erf(x);
  }

  static Atom erfc(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new ErrorFunction(b)::erfc);
  }

  /** {@code exp(x²) erfc(x)}. */
  static Atom erfcx(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new ErrorFunction(b)::erfcx);
  }

  /** {@link #erfcx} of a double from 0 on, and not far. */
  static Atom scaledOfPositive(LoopBuilder b, Atom x) {
    return new ErrorFunction(b).scaled(x);
  }

  /** {@code erfc(-x/√2)/2}, the probability that a normal number is below x. */
  static Atom ndtr(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new ErrorFunction(b)::ndtr);
  }

  private Atom upTo(double most, Atom x) {
    return d.select(d.less(most, x), most, x);
  }

  /** {@code exp(x²) erfc(x)} from 0 on, and not far. */
  private Atom scaled(Atom x) {
    Atom sum = d.plus(x, 4);
    Atom weight = d.fma(x, 2.0, 1.0);
    Atom inverse = d.over(1, d.times(sum, weight));
    // Rounded once, as below 1 the result is more sensitive than t.
    Atom difference = d.minus(x, 4);
    Atom share = d.times(weight, inverse);
    Atom near = d.times(difference, share);
    Atom lostOfSum = d.minus(x, d.minus(sum, 4));
    Atom lostOfDifference = d.minus(x, d.plus(difference, 4));
    Atom lost = d.fma(d.negative(near), lostOfSum, lostOfDifference);
    Atom rest = d.plus(d.fma(d.negative(near), sum, difference), lost);
    Atom t = d.fma(rest, share, near);
    Atom first = d.times(sum, inverse);
    Atom lostOfWeight = d.fma(x, 2, d.minus(1, weight));
    Atom error = d.fma(d.negative(first), lostOfWeight, d.fma(d.negative(first), weight, 1));
    Atom quotient = d.fma(first, error, first);
    return d.times(d.polynomial(SCALED, t), quotient);
  }

  /** {@code exp(factor x²)}. */
  private Atom density(Atom x, double factor) {
    Doubles.Sum square = d.product(x, d.times(factor, x));
    return e.exp(square);
  }

  private Atom tail(Atom x) {
    Atom at = upTo(END, x);
    return d.times(density(at, -1), scaled(at));
  }

  private Atom erfc(Atom x) {
    Atom size = d.size(x);
    Atom tail = tail(size);
    Atom far = d.select(d.less(x, 0), d.minus(2, tail), tail);
    return d.select(d.less(size, 0.5), d.minus(1, near(x)), far);
  }

  /** {@code erf(x)} up to 1. */
  private Atom near(Atom x) {
    return d.fma(x, d.polynomial(NEAR, d.square(x)), x);
  }

  private Atom erf(Atom x) {
    Atom size = d.size(x);
    Atom far = d.withSign(d.minus(1, tail(size)), x);
    return d.select(d.less(size, 1), near(x), far);
  }

  private Atom erfcx(Atom x) {
    Atom size = d.size(x);
    Atom near = scaled(upTo(FAR, size));
    Atom far = d.over(1 / Math.sqrt(Math.PI), size);
    Atom above = d.select(d.less(FAR, size), far, near);
    Atom grown = density(upTo(END, size), 1);
    return d.select(d.less(x, 0), d.minus(d.plus(grown, grown), above), above);
  }

  private Atom ndtr(Atom x) {
    Atom at = upTo(END / ROOT_OF_HALF, d.size(x));
    Atom tail = d.times(d.times(0.5, density(at, -0.5)), scaled(d.times(ROOT_OF_HALF, at)));
    return d.select(d.less(0, x), d.minus(1, tail), tail);
  }
}
