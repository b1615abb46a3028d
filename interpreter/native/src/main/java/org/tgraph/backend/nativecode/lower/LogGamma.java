package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.op.special.LBeta;
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

  /** What is left of {@code log(Γ(x))} by Stirling's first terms, from {@value FAR} on. */
  static Atom correction(LoopBuilder b, Atom x) {
    Doubles d = new Doubles(b);
    Atom inverse = d.over(1, x);
    return d.times(d.polynomial(STIRLING, d.square(inverse)), inverse);
  }

  /** {@code log(Γ(1 + x))} of a double from 0 to 3/2, of which no digit is lost. */
  static Atom lgammaAbove(LoopBuilder b, Atom x) {
    Doubles d = new Doubles(b);
    Atom middle = d.polynomial(MIDDLE, d.minus(x, CENTRE - 1));
    return d.times(d.times(x, d.minus(x, 1)), middle);
  }

  /** {@code 1/Γ(1 + x)} of a double from 0 to {@value FAR}. */
  static Atom reciprocalAbove(LoopBuilder b, Atom x) {
    return reciprocalAbove(b, x, FAR);
  }

  /** The same up to another number. */
  static Atom reciprocalAbove(LoopBuilder b, Atom x, double most) {
    Doubles d = new Doubles(b);
    Atom at = x;
    Atom product = Doubles.number(1);
    for (double above = most; above > END - 1; above--) {
      Atom isAbove = d.less(END - 1, at);
      product = d.times(product, d.select(isAbove, at, 1));
      at = d.select(isAbove, d.minus(at, 1), at);
    }
    return d.over(Exponentials.exp(b, d.negative(lgammaAbove(b, at))), product);
  }

  /** The operation {@link LBeta}. */
  static Atom lbeta(LoopBuilder b, Atom x, Atom y) {
    return Routines.call(
        b, "lbeta", List.of(x, y), (inside, p) -> new LogGamma(inside).beta(p.get(0), p.get(1)));
  }

  /**
   * By logarithms of gamma functions, of which those of large numbers are Stirling's without the
   * terms that cancel (A. Didonato, A. Morris, "Significant digit computation of the incomplete
   * beta function ratios", 1992, section 2).
   */
  private Atom beta(Atom x, Atom y) {
    Atom isLess = b.less(x, y);
    Atom least = d.select(isLess, x, y);
    Atom most = d.select(isLess, y, x);
    Atom isFar = b.not(d.less(most, FAR));
    Atom isAllFar = b.not(d.less(least, FAR));
    Atom p = d.select(isAllFar, least, FAR);
    Atom q = d.select(isFar, most, FAR);
    Atom ratio = d.over(least, q);
    Atom grown = Exponentials.log1p(b, ratio);
    // log(Γ(q)/Γ(p + q)), but for terms that go with p.
    Atom series = d.minus(correction(b, q), correction(b, d.plus(q, d.select(isFar, least, 0))));
    Atom left = d.fma(d.minus(0.5, q), grown, series);
    Atom one = d.minus(d.plus(left, least), d.times(least, Exponentials.log(b, d.plus(least, q))));
    Atom share = Exponentials.log(b, d.over(p, d.plus(p, q)));
    Atom roots = d.fma(Exponentials.log(b, d.plus(p, q)), -0.5, CONSTANT + 0.5);
    Atom all = d.plus(d.fma(d.minus(p, 0.5), share, roots), d.plus(left, correction(b, p)));
    Atom first = of(x);
    Atom second = of(y);
    Atom smaller = d.select(isLess, first, second);
    Atom near = d.minus(d.plus(first, second), of(d.plus(x, y)));
    Atom isPositive = d.less(0, least);
    Atom far = d.select(isAllFar, all, d.plus(smaller, one));
    Atom value = d.select(b.and(isPositive, isFar), far, near);
    Atom isInfinite = d.equal(most, Double.POSITIVE_INFINITY);
    Atom isNone = b.or(d.isNan(x), d.isNan(y));
    Atom known = d.select(b.and(isPositive, isInfinite), Double.NEGATIVE_INFINITY, value);
    return d.select(isNone, Double.NaN, known);
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
