package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.op.special.LGamma;

/**
 * The logarithm of the absolute value of the gamma function without branches, of doubles; single
 * floats are widened before. Between 1 and 2.5 it is {@code (x - 1) (x - 2)} times a polynomial, so
 * that it is exact about its zeros; below and up to 8 by recurrence, from there on Stirling's
 * series (NIST Digital Library of Mathematical Functions, 5.11.1), below 0 by reflection (5.5.3).
 * The polynomials are the best by Chebyshev's points ({@code polynomials.py}).
 */
final class LogGamma {
  /** By {@code x - 1.75}. */
  private static final double[] MIDDLE = {
    0.4501393121092563,
    -0.11948158662524268,
    0.044520447198509644,
    -0.019053957830260832,
    0.008776370425257302,
    -0.004226194125189418,
    0.0020955338799232407,
    -0.0010605660937984334,
    0.0005448969907212743,
    -0.00028319036037842405,
    0.0001485167612603942,
    -7.8464050392945e-05,
    4.170547456941329e-05,
    -2.226821449897537e-05,
    1.194925036645649e-05,
    -6.487859797094674e-06,
    3.5071990932812468e-06,
    -1.76764375827818e-06,
    9.597109616498142e-07,
    -7.562612463459416e-07,
    4.142761109248788e-07,
    3.404324894896923e-08,
    -1.9561462574604242e-08,
    -1.577723410210679e-07,
    8.702854149462274e-08
  };

  private static final double CENTRE = 1.75;
  private static final double END = 2.5;

  /** What is left of the series times x, by 1/x². */
  private static final double[] STIRLING = {
    0.0833333333333333,
    -0.002777777777606244,
    0.0007936506649488252,
    -0.0005952025951802712,
    0.0008372834512071336,
    -0.0016526004455595122
  };

  private static final int FAR = 8;

  /** {@code log(2π)/2 - 1/2}. */
  private static final double CONSTANT = 0.4189385332046727;

  /** {@code sin(πx)/x} by x², up to 1/2. */
  private static final double[] SINE = {
    3.141592653589793,
    -5.167712780049969,
    2.5501640398773007,
    -0.5992645293189447,
    0.0821458865731029,
    -0.007370430505916944,
    0.0004662998161898394,
    -2.1903497074626018e-05,
    7.697826768224191e-07
  };

  /** So far below 0 {@code -log(-x)} is exact. */
  private static final double TINY = 0x1p-60;

  private final LoopBuilder b;
  private final Doubles d;

  private LogGamma(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  /** The operation {@link LGamma}. */
  static Atom lgamma(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new LogGamma(b)::of);
  }

  private Atom of(Atom x) {
    Atom size = d.size(x);
    Atom positive = ofPositive(size);
    Atom sine = size(size);
    Atom finite = d.minus(Exponentials.log(b, d.over(Math.PI, sine)), positive);
    // At a pole, and so far below 0 that all are, both would be infinite.
    Atom reflected = d.select(d.equal(sine, 0), Double.POSITIVE_INFINITY, finite);
    Atom value = d.select(d.less(x, -TINY), reflected, positive);
    return d.select(d.equal(size, Double.POSITIVE_INFINITY), size, value);
  }

  /** {@code |x sin(πx)|}. */
  private Atom size(Atom x) {
    Atom offset = d.minus(x, d.rounded(x));
    return d.size(d.times(x, d.times(offset, d.polynomial(SINE, d.square(offset)))));
  }

  private Atom ofPositive(Atom x) {
    Atom isFar = b.not(d.less(x, FAR));
    Atom isBelow = d.less(x, 1);
    Atom one = Doubles.number(1);
    Atom at = d.select(isFar, CENTRE, x);
    Atom product = one;
    for (double above = FAR; above > END; above--) {
      Atom isAbove = d.less(END, at);
      at = d.select(isAbove, d.minus(at, 1), at);
      product = d.times(product, d.select(isAbove, at, one));
    }
    // Below 1 what is there is 1 less than what the polynomial is for.
    Atom first = d.select(isBelow, at, d.minus(at, 1));
    Atom second = d.select(isBelow, d.minus(at, 1), d.minus(at, 2));
    Atom middle = d.polynomial(MIDDLE, d.minus(first, CENTRE - 1));
    Atom log = Exponentials.log(b, d.select(b.or(isFar, isBelow), x, product));
    Atom shift = d.select(isBelow, d.negative(log), log);
    Atom near = d.fma(d.times(first, second), middle, shift);
    return d.select(isFar, far(d.select(isFar, x, FAR), log), near);
  }

  private Atom far(Atom x, Atom log) {
    Atom inverse = d.over(1, x);
    Atom series = d.fma(d.polynomial(STIRLING, d.square(inverse)), inverse, CONSTANT);
    return d.fma(d.minus(x, 0.5), d.minus(log, 1), series);
  }
}
