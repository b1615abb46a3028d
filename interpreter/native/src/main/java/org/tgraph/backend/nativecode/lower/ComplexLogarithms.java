package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;

/**
 * Logarithms of complex numbers, of doubles, without branches; single floats are widened before.
 * The real part is half the logarithm of the sum of the squares, which is a sum of two doubles, so
 * that it is exact about the circle on which it is 0.
 */
final class ComplexLogarithms {
  private static final double LN2 = Math.log(2);

  private final LoopBuilder b;
  private final Doubles d;

  private ComplexLogarithms(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom log(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexLogarithms(b)::log);
  }

  static Atom log2(LoopBuilder b, Pair z) {
    return over(b, z, LN2);
  }

  static Atom log10(LoopBuilder b, Pair z) {
    return over(b, z, Math.log(10));
  }

  static Atom log1p(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexLogarithms(b)::log1p);
  }

  private static Atom over(LoopBuilder b, Pair z, double divisor) {
    ComplexLogarithms l = new ComplexLogarithms(b);
    return ComplexNumbers.widened(
        b,
        z,
        x -> {
          Pair log = l.log(x);
          Atom number = Doubles.number(divisor);
          return new Pair(l.d.over(log.re(), number), l.d.over(log.im(), number));
        });
  }

  /** Of doubles. */
  Pair log(Pair z) {
    return new Pair(ofSize(z), InverseTrigonometry.atan2(b, z.im(), z.re()));
  }

  /** {@code log(|z|)}, of which the square is scaled to a normal number. */
  private Atom ofSize(Pair z) {
    Atom width = d.size(z.re());
    Atom height = d.size(z.im());
    Atom isWide = b.less(height, width);
    Atom most = d.select(isWide, width, height);
    Atom least = d.select(isWide, height, width);
    Atom isLarge = d.less(0x1p500, most);
    Atom isSmall = d.less(most, 0x1p-400);
    Atom scale = d.select(isLarge, 0x1p-600, d.select(isSmall, 0x1p600, 1));
    Atom large = d.times(most, scale);
    Atom small = d.times(least, scale);
    Doubles.Sum first = d.product(large, large);
    Doubles.Sum second = d.product(small, small);
    Doubles.Sum sum = d.sum(first.high(), second.high());
    Doubles.Sum all = d.sum(sum.high(), d.plus(d.plus(sum.low(), first.low()), second.low()));
    Atom isZero = d.equal(most, 0);
    Atom square = Logarithms.ofSum(b, d.select(isZero, 1, all.high()), all.low(), Literal.FALSE);
    Atom shift = d.select(isLarge, 600 * LN2, d.select(isSmall, -600 * LN2, 0));
    Atom value = b.plus(d.times(0.5, square), shift);
    Atom infinity = Doubles.number(Double.POSITIVE_INFINITY);
    Atom isInfinite = b.or(b.equal(width, infinity), b.equal(height, infinity));
    Atom isNan = b.or(d.isNan(width), d.isNan(height));
    Atom known = d.select(isNan, Double.NaN, d.select(isZero, Double.NEGATIVE_INFINITY, value));
    return d.select(isInfinite, infinity, known);
  }

  /** Near 0 the real part is {@code log1p(x (2 + x) + y²)/2}. */
  private Pair log1p(Pair z) {
    Atom x = z.re();
    Atom y = z.im();
    Pair far = log(new Pair(d.plus(x, 1), y));
    Atom above = b.plus(d.times(x, d.plus(x, 2)), d.square(y));
    Atom near = d.times(0.5, Exponentials.log1p(b, above));
    Atom isNear =
        b.and(
            b.not(d.less(0.5, d.size(x))), b.and(b.not(d.less(0.5, d.size(y))), b.not(d.isNan(x))));
    return new Pair(d.select(isNear, near, far.re()), far.im());
  }
}
