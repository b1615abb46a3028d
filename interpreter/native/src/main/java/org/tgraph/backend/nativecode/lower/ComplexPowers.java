package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.type.DType;

/**
 * Roots, directions and powers of complex numbers, of doubles, without branches; single floats are
 * widened before.
 */
final class ComplexPowers {
  /** Up to there a power with a whole exponent is one of products, as in its definition. */
  private static final int MOST = 100;

  private static final Pair ONE = new Pair(Doubles.number(1), Doubles.number(0));

  private final LoopBuilder b;
  private final Doubles d;

  ComplexPowers(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom sqrt(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexPowers(b)::sqrt);
  }

  /** {@code z/|z|}, or 0. */
  static Atom sign(LoopBuilder b, Pair z) {
    Doubles d = new Doubles(b);
    return ComplexNumbers.widened(
        b,
        z,
        x -> {
          Atom size = Power.hypot(b, x.re(), x.im());
          Atom isZero = d.equal(size, 0);
          return new Pair(
              d.select(isZero, Doubles.number(0), d.over(x.re(), size)),
              d.select(isZero, Doubles.number(0), d.over(x.im(), size)));
        });
  }

  static Atom pow(LoopBuilder b, Pair x, Pair y) {
    ComplexPowers p = new ComplexPowers(b);
    Pair exponent = new Pair(b.convert(DType.F64, y.re()), b.convert(DType.F64, y.im()));
    return ComplexNumbers.widened(b, x, base -> p.pow(base, exponent));
  }

  /**
   * Scaled, so that squares neither overflow nor vanish; {@code t = √((|z| + |x|)/2)} is one part
   * and {@code |y|/(2t)} the other, so that nothing cancels.
   */
  Pair sqrt(Pair z) {
    Atom width = d.size(z.re());
    Atom height = d.size(z.im());
    Atom most = d.select(b.less(height, width), width, height);
    Atom scale = d.bySize(most, 0x1p-600, 0x1p600);
    Atom back = d.bySize(most, 0x1p300, 0x1p-300);
    Atom x = d.times(width, scale);
    Atom y = d.times(height, scale);
    Atom size = d.root(d.fma(x, x, d.square(y)));
    Atom t = d.root(d.times(0.5, d.plus(size, x)));
    Atom isZero = d.equal(most, 0);
    Atom other = d.over(d.times(0.5, y), d.select(isZero, 1, t));
    Atom isLeft = d.hasSign(z.re());
    Atom re = d.times(d.select(isLeft, other, t), back);
    Atom im = d.times(d.select(isLeft, t, other), back);
    Atom infinity = Doubles.number(Double.POSITIVE_INFINITY);
    Atom isHigh = b.equal(height, infinity);
    Atom isWide = b.equal(width, infinity);
    Atom isNan = d.isNan(height);
    Atom flat = d.select(isNan, Double.NaN, 0);
    Atom known = d.select(isWide, d.select(isLeft, flat, infinity), re);
    Atom tilted = d.select(isWide, d.select(isLeft, infinity, flat), im);
    Atom isNone = b.and(b.not(isHigh), d.isNan(width));
    Atom both = b.or(isNone, b.and(isNan, b.not(isWide)));
    return new Pair(
        d.select(isHigh, infinity, d.select(both, Double.NaN, known)),
        d.select(
            both,
            Doubles.number(Double.NaN),
            d.withSign(d.select(isHigh, infinity, tilted), z.im())));
  }

  /** {@code exp(y log(x))}, or by products. */
  private Pair pow(Pair x, Pair y) {
    Atom isWhole =
        b.and(
            b.and(d.equal(y.im(), 0), b.equal(y.re(), d.rounded(y.re()))),
            b.not(d.less(MOST, d.size(y.re()))));
    if (isWhole.equals(Literal.TRUE)) {
      return whole(x, y.re());
    }
    Pair other = other(x, y);
    if (isWhole.equals(Literal.FALSE)) {
      return other;
    }
    return (Pair) b.select(isWhole, whole(x, d.select(isWhole, y.re(), 1)), other);
  }

  private Pair other(Pair x, Pair y) {
    Pair log = (Pair) ComplexLogarithms.log(b, x);
    Pair value = (Pair) ComplexExponentials.exp(b, product(log, y));
    Atom isZero = b.and(d.equal(x.re(), 0), d.equal(x.im(), 0));
    Atom nan = Doubles.number(Double.NaN);
    Atom zero = d.select(b.and(d.less(0, y.re()), d.equal(y.im(), 0)), Doubles.number(0), nan);
    return (Pair) b.select(isZero, new Pair(zero, zero), value);
  }

  /** By squaring, as far as the largest exponent has bits. */
  private Pair whole(Pair x, Atom exponent) {
    Atom rest = b.convert(DType.I64, d.size(exponent));
    Pair result = ONE;
    Pair square = x;
    long most = rest instanceof Literal known ? known.bits() : MOST;
    for (long bit = 1; bit <= most; bit += bit) {
      if (bit > 1) {
        square = product(square, square);
      }
      Atom masked = b.let(Code.AND, rest, Literal.of(bit));
      Atom isSet = b.not(b.equal(masked, Literal.of(0)));
      if (!isSet.equals(Literal.FALSE)) {
        result = (Pair) b.select(isSet, product(result, square), result);
      }
    }
    Pair inverse = (Pair) b.let(Code.DIVIDE, ONE, result);
    return (Pair) b.select(d.less(exponent, 0), inverse, result);
  }

  private Pair product(Pair x, Pair y) {
    return ComplexNumbers.keepingInfinity(b, x, y);
  }
}
