package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * Powers, cube roots and hypotenuses without branches. {@code xʸ = exp(y log(x))} with a logarithm
 * of 68 bits as a sum of two doubles: {@code log(m) = 2s + 2/3 s³ + s⁵ P(s²)}, {@code s = (m -
 * 1)/(m + 1)}, of which the first two terms are such sums. Of single floats doubles are exact
 * enough.
 */
final class Power {
  /** {@code (log((1 + s)/(1 - s)) - 2s - 2/3 s³)/s⁵} by s². */
  private static final double[] LOGARITHM = {
    0.4,
    0.28571428571429364,
    0.22222222221655907,
    0.181818183353876,
    0.15384594963074136,
    0.13334804663624336,
    0.11706237148816372,
    0.11723170160799075
  };

  private static final double THIRDS = 2.0 / 3;

  /** What is missing in 2/3. */
  private static final double THIRDS_REST = 3.700743415417188e-17;

  /** No power of another number than 1 is finite and not 0 with an exponent beyond. */
  private static final double MOST = 0x1p64;

  /** From there on all doubles are whole, and even. */
  private static final double EVEN = 0x1p53;

  /** Of a positive integer below 2³¹ times it, the bits from 33 on are a third. */
  private static final long THIRD = 0xAAAAAAABL;

  /** What is added to a third of the high half of a number for that of its root (FreeBSD). */
  private static final long BIAS = 715094163;

  /** The polynomial for the rest of the root, to 23 bits, by the root cubed over x. */
  private static final double[] ROOT = {
    1.87595182427177009643,
    -1.88497979543377169875,
    1.621429720105354466140,
    -0.758397934778766047437,
    0.145996192886612446982
  };

  private final LoopBuilder b;
  private final Doubles d;
  private final Exponentials e;

  private Power(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
    this.e = new Exponentials(b);
  }

  static Atom pow(LoopBuilder b, Atom x, Atom y) {
    Power p = new Power(b);
    boolean isSingle = x.type() == DType.F32;
    Atom value = p.pow(b.convert(DType.F64, x), b.convert(DType.F64, y), isSingle);
    return b.convert(x.type(), value);
  }

  static Atom hypot(LoopBuilder b, Atom x, Atom y) {
    Power p = new Power(b);
    boolean isSingle = x.type() == DType.F32;
    Atom value = p.hypot(b.convert(DType.F64, x), b.convert(DType.F64, y), isSingle);
    return b.convert(x.type(), value);
  }

  static Atom cbrt(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Power(b)::cbrt);
  }

  private Atom pow(Atom x, Atom y, boolean isSingle) {
    Atom size = d.size(x);
    Atom infinity = Doubles.number(Double.POSITIVE_INFINITY);
    Atom exponent = d.select(d.less(MOST, d.size(y)), d.withSign(Doubles.number(MOST), y), y);
    Atom isPositive = b.and(d.less(0, size), b.less(size, infinity));
    Atom at = d.select(isPositive, size, 1);
    Atom finite = isSingle ? single(at, exponent) : exact(at, exponent);
    // Of 0 and of infinity.
    Atom isInverse = d.less(y, 0);
    Atom grows = b.let(Code.NOT_EQUAL, DType.BOOL, isInverse, d.less(1, size));
    Atom bound = d.select(grows, infinity, 0);
    Atom value = d.select(isPositive, finite, bound);
    Atom half = d.times(0.5, y);
    Atom isWhole = b.equal(y, b.let(Code.FLOOR, y));
    Atom isOdd =
        b.and(
            b.and(isWhole, d.less(d.size(y), EVEN)), b.not(b.equal(half, b.let(Code.FLOOR, half))));
    Atom isNegative = d.hasSign(x);
    Atom signed = d.select(b.and(isNegative, isOdd), d.negative(value), value);
    Atom isNone = b.and(b.and(isPositive, isNegative), b.not(isWhole));
    Atom isNan = b.or(isNone, b.or(d.isNan(x), d.isNan(y)));
    Atom known = d.select(isNan, Double.NaN, signed);
    // Whatever the other is.
    return d.select(b.or(d.equal(x, 1), d.equal(y, 0)), 1, known);
  }

  private Atom single(Atom x, Atom y) {
    return Exponentials.exp(b, d.times(y, Exponentials.log(b, x)));
  }

  private Atom exact(Atom x, Atom y) {
    Doubles.Sum log = logarithm(x);
    Atom high = d.times(y, log.high());
    Atom low = d.fma(y, log.low(), d.lost(y, log.high(), high));
    return e.exp(new Doubles.Sum(high, low));
  }

  /** Of a positive double, of 68 bits. */
  static Doubles.Sum logarithm(LoopBuilder b, Atom x) {
    return new Power(b).logarithm(x);
  }

  private Doubles.Sum logarithm(Atom x) {
    Exponentials.Split split = e.splitOfAny(x);
    Atom m = split.fraction();
    Atom one = Doubles.number(1);
    Atom isAbove = d.less(1, m);
    Doubles.Sum under = d.sum(d.select(isAbove, m, one), d.select(isAbove, one, m));
    Doubles.Sum s = d.over(new Doubles.Sum(d.minus(m, 1), Doubles.number(0)), under);
    Doubles.Sum square = d.times(s, s);
    Doubles.Sum cube = d.times(square, s);
    Atom more = d.times(square.high(), d.polynomial(LOGARITHM, square.high()));
    Doubles.Sum factor = d.sum(Doubles.number(THIRDS), more);
    Doubles.Sum tail =
        d.times(cube, new Doubles.Sum(factor.high(), d.plus(factor.low(), THIRDS_REST)));
    Atom k = e.whole(split.k());
    Doubles.Sum first = d.sum(d.times(Exponentials.LN2_HIGH, k), d.times(2, s.high()));
    Doubles.Sum all = d.sum(first.high(), tail.high());
    Atom rest = d.fma(k, Exponentials.LN2_LOW, d.fma(s.low(), 2, tail.low()));
    return d.sum(all.high(), d.plus(d.plus(all.low(), first.low()), rest));
  }

  /** Scaled, so that squares neither overflow nor vanish where the result does not. */
  private Atom hypot(Atom x, Atom y, boolean isSingle) {
    Atom width = d.size(x);
    Atom height = d.size(y);
    Atom infinity = Doubles.number(Double.POSITIVE_INFINITY);
    Atom isInfinite = b.or(b.equal(width, infinity), b.equal(height, infinity));
    if (isSingle) {
      Atom root = d.root(d.fma(width, width, d.square(height)));
      return d.select(isInfinite, infinity, root);
    }
    Atom isWide = b.less(height, width);
    Atom most = d.select(isWide, width, height);
    Atom least = d.select(isWide, height, width);
    Atom scale = d.bySize(most, 0x1p-600, 0x1p600);
    Atom back = d.bySize(most, 0x1p600, 0x1p-600);
    Atom a = d.times(most, scale);
    Atom c = d.times(least, scale);
    Atom root = d.root(d.fma(a, a, d.square(c)));
    return d.select(isInfinite, infinity, d.times(root, back));
  }

  /** As FreeBSD's {@code s_cbrt.c} (Sun Microsystems, 1993): 5 bits, 23 bits, a Newton step. */
  private Atom cbrt(Atom x) {
    Atom size = d.size(x);
    Atom isTiny = d.less(size, Double.MIN_NORMAL);
    Atom isOther = b.or(d.equal(size, 0), b.not(d.less(size, Double.POSITIVE_INFINITY)));
    Atom at = d.select(isOther, 1, d.select(isTiny, d.times(0x1p54, size), size));
    Atom high = b.let(Code.SHIFT_RIGHT, d.bits(at), Literal.of(32));
    Atom third = b.let(Code.SHIFT_RIGHT, b.times(high, Literal.of(THIRD)), Literal.of(33));
    Atom start =
        d.fromBits(b.let(Code.SHIFT_LEFT, b.plus(third, Literal.of(BIAS)), Literal.of(32)));
    Atom ratio = d.times(d.square(start), d.over(start, at));
    Atom near = d.times(start, d.polynomial(ROOT, ratio));
    // To 23 bits, so that its square is exact.
    Atom bits = b.plus(d.bits(near), Literal.of(0x80000000L));
    Atom t = d.fromBits(b.let(Code.AND, bits, Literal.of(0xffffffffc0000000L)));
    Atom r = d.over(at, d.square(t));
    Atom step = d.over(d.minus(r, t), d.plus(d.plus(t, t), r));
    Atom root = d.fma(t, step, t);
    Atom scaled = d.times(d.select(isTiny, 0x1p-18, 1), root);
    return d.select(isOther, x, d.withSign(scaled, x));
  }
}
