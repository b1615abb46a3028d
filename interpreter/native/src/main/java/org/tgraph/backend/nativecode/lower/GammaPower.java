package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;

/**
 * {@code x^a exp(-x) / Γ(a + 1)} of positive doubles, as an exponential of a sum of two doubles and
 * a factor: what the incomplete gamma functions, their densities and their derivatives have in
 * common, and where digits would be lost. From {@value FAR} on, a, the exponent is {@code a (log(1
 * + m) - m)} with {@code m = (x - a)/a}, and the factor is by Stirling's series (NIST Digital
 * Library of Mathematical Functions, 5.11.1).
 *
 * @param exponent 0 or less
 */
record GammaPower(Doubles.Sum exponent, Atom factor) {
  private static final double FAR = 8;

  /** Up to there m is small enough for {@link #REST}. */
  private static final double NEAR = 1.0 / 64;

  /** {@code (m - log(1 + m)) 2/m² - 1}, by m and divided by it. */
  private static final double[] REST = rest();

  /** Exponentials of less are 0. */
  private static final double LEAST = -2000;

  private static double[] rest() {
    double[] rest = new double[10];
    for (int k = 1; k <= rest.length; k++) {
      rest[k - 1] = (k % 2 == 0 ? 2.0 : -2.0) / (k + 2);
    }
    return rest;
  }

  static GammaPower of(LoopBuilder b, Atom a, Atom x) {
    Doubles d = new Doubles(b);
    Atom isFar = b.not(d.less(a, FAR));
    Doubles.Sum near = bySeries(d, d.select(isFar, a, 1), x);
    Doubles.Sum other = byLogarithm(b, d, a, x, isFar);
    Atom isNear = b.and(isFar, b.less(d.size(d.minus(x, a)), d.times(NEAR, a)));
    Doubles.Sum exponent =
        new Doubles.Sum(
            d.select(isNear, near.high(), other.high()), d.select(isNear, near.low(), other.low()));
    // Of a nan, which comes of numbers that overflow, too.
    Atom isThere = d.less(LEAST, exponent.high());
    Doubles.Sum bounded =
        new Doubles.Sum(
            d.select(isThere, exponent.high(), LEAST), d.select(isThere, exponent.low(), 0));
    Atom large = d.select(isFar, a, FAR);
    Atom scale = d.over(1, d.root(d.times(2 * Math.PI, large)));
    Atom stirling = Exponentials.exp(b, d.negative(LogGamma.correction(b, large)));
    Atom small = LogGamma.reciprocalAbove(b, d.select(isFar, 1, a));
    return new GammaPower(bounded, d.select(isFar, d.times(scale, stirling), small));
  }

  Atom exponential(LoopBuilder b) {
    return new Exponentials(b).exp(exponent);
  }

  Atom value(LoopBuilder b) {
    return b.times(exponential(b), factor);
  }

  /** Divided by x, also where that is so small that its power would vanish. */
  Atom over(LoopBuilder b, Atom x) {
    return over(b, exponent, factor, x);
  }

  /** {@code exp(exponent) factor / x}. */
  static Atom over(LoopBuilder b, Doubles.Sum exponent, Atom factor, Atom x) {
    Doubles d = new Doubles(b);
    Atom isTiny = d.less(x, 0x1p-400);
    Doubles.Sum log = Power.logarithm(b, x);
    Doubles.Sum less = d.anySum(exponent.high(), d.select(isTiny, d.negative(log.high()), 0));
    Atom rest = d.plus(exponent.low(), d.select(isTiny, d.negative(log.low()), 0));
    Doubles.Sum all = d.sum(less.high(), d.plus(less.low(), rest));
    return d.over(d.times(new Exponentials(b).exp(all), factor), d.select(isTiny, 1, x));
  }

  /** {@code -a m²/2 (1 + REST)}. */
  private static Doubles.Sum bySeries(Doubles d, Atom a, Atom x) {
    Atom zero = Doubles.number(0);
    Doubles.Sum m = d.over(new Doubles.Sum(d.minus(x, a), zero), new Doubles.Sum(a, zero));
    Doubles.Sum square = d.times(m, m);
    Doubles.Sum half = d.times(square, new Doubles.Sum(d.times(-0.5, a), zero));
    Atom rest = d.times(m.high(), d.polynomial(REST, m.high()));
    Atom more = d.fma(half.high(), rest, half.low());
    return d.sum(half.high(), more);
  }

  /** {@code a log(x/a) + a - x}; of a small a {@code a log(x) - x}. */
  private static Doubles.Sum byLogarithm(LoopBuilder b, Doubles d, Atom a, Atom x, Atom isFar) {
    Atom zero = Doubles.number(0);
    Atom base = d.select(isFar, a, 1);
    Doubles.Sum ratio = d.over(new Doubles.Sum(x, zero), new Doubles.Sum(base, zero));
    Doubles.Sum log = Power.logarithm(b, ratio.high());
    Atom low = d.plus(log.low(), d.over(ratio.low(), ratio.high()));
    Doubles.Sum product = d.times(new Doubles.Sum(log.high(), low), new Doubles.Sum(a, zero));
    Doubles.Sum offset = d.anySum(d.select(isFar, a, 0), d.negative(x));
    Doubles.Sum all = d.anySum(product.high(), offset.high());
    return d.sum(all.high(), d.plus(all.low(), d.plus(product.low(), offset.low())));
  }
}
