package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Pair;

/**
 * Inverse trigonometric and hyperbolic functions of complex numbers, of doubles, without branches;
 * single floats are widened before. By {@code √(1 - z)} and {@code √(1 + z)}, of whose products
 * nothing cancels (W. Kahan, "Branch cuts for complex elementary functions", 1987); the branch cuts
 * are C99's, along which the sign of a zero says on which side a number is.
 */
final class ComplexInverses {
  private static final double LN2 = Math.log(2);

  /** From there on 1 beside z is nothing. */
  private static final double FAR = 0x1p60;

  private final LoopBuilder b;
  private final Doubles d;

  private ComplexInverses(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom asin(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexInverses(b)::asin);
  }

  static Atom acos(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexInverses(b)::acos);
  }

  static Atom asinh(LoopBuilder b, Pair z) {
    ComplexInverses i = new ComplexInverses(b);
    return ComplexNumbers.widened(
        b, z, x -> ComplexNumbers.overI(b, i.asin(ComplexNumbers.timesI(b, x))));
  }

  static Atom acosh(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexInverses(b)::acosh);
  }

  static Atom atanh(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexInverses(b)::atanh);
  }

  static Atom atan(LoopBuilder b, Pair z) {
    ComplexInverses i = new ComplexInverses(b);
    return ComplexNumbers.widened(
        b, z, x -> ComplexNumbers.overI(b, i.atanh(ComplexNumbers.timesI(b, x))));
  }

  private Atom isInfinite(Atom x) {
    return Pointwise.isInfinite(b, x);
  }

  private Atom anyInfinite(Pair z) {
    return b.or(isInfinite(z.re()), isInfinite(z.im()));
  }

  private Atom isNan(Pair z) {
    return b.or(d.isNan(z.re()), d.isNan(z.im()));
  }

  /**
   * A number with {@code √(1 - z)} and {@code √(1 + z)}, scaled where it is far.
   *
   * @param height the imaginary part of the arc sine, from 0 on
   */
  private record Roots(Atom isFar, Pair below, Pair above, Atom height) {}

  private Roots roots(Pair z) {
    Atom width = d.size(z.re());
    Atom size = d.size(z.im());
    Atom isFar = b.or(d.less(FAR, width), d.less(FAR, size));
    Atom scale = d.select(isFar, 0x1p-20, 1);
    Atom x = d.times(z.re(), scale);
    Atom y = d.times(size, scale);
    ComplexPowers powers = new ComplexPowers(b);
    Pair below = powers.sqrt(new Pair(d.minus(1, x), d.negative(y)));
    Pair above = powers.sqrt(new Pair(d.plus(x, 1), y));
    Atom sine = d.minus(d.times(below.re(), above.im()), d.times(below.im(), above.re()));
    Atom near = Hyperbolic.asinh(b, sine);
    Atom height = d.plus(near, d.select(isFar, 20 * LN2, 0));
    return new Roots(
        isFar, below, above, d.select(anyInfinite(z), Double.POSITIVE_INFINITY, height));
  }

  private Atom asinOf(Pair z, Roots roots) {
    Pair below = roots.below;
    Pair above = roots.above;
    Atom near = d.minus(d.times(below.re(), above.re()), d.times(below.im(), above.im()));
    Atom cosine = d.select(roots.isFar, d.size(z.im()), near);
    return InverseTrigonometry.atan2(b, z.re(), cosine);
  }

  private Pair asin(Pair z) {
    Roots roots = roots(z);
    Atom re = asinOf(z, roots);
    // Beside a nan a zero is one still.
    Atom known = d.select(b.and(d.isNan(z.im()), d.equal(z.re(), 0)), z.re(), re);
    return new Pair(known, signed(roots.height, z.im()));
  }

  /** With a sign, but for a nan. */
  private Atom signed(Atom x, Atom sign) {
    return d.select(d.isNan(x), x, d.withSign(x, sign));
  }

  private Pair acos(Pair z) {
    Roots roots = roots(z);
    Atom side = d.select(roots.isFar, d.size(z.im()), roots.below.re());
    Atom along = d.select(roots.isFar, z.re(), roots.above.re());
    Atom angle = InverseTrigonometry.atan2(b, side, along);
    Atom re = d.times(d.select(roots.isFar, 1, 2), angle);
    Atom known =
        d.select(b.and(d.isNan(z.im()), d.equal(z.re(), 0)), Doubles.number(Math.PI / 2), re);
    Atom im = signed(roots.height, d.negative(z.im()));
    // Of an infinite number and a nan, the sign is that of the former.
    Atom infinite = d.select(isInfinite(z.re()), z.re(), d.negative(z.im()));
    return new Pair(known, d.select(b.and(isNan(z), anyInfinite(z)), infinite, im));
  }

  /** The arc cosine turned by a quarter, so that the real part is not negative. */
  private Pair acosh(Pair z) {
    Pair acos = acos(z);
    Atom isBelow = d.hasSign(acos.im());
    Atom isNan = d.isNan(acos.im());
    Atom turnsBack = b.and(b.not(isNan), b.not(isBelow));
    Atom re = d.select(isNan, Double.NaN, d.size(acos.im()));
    return new Pair(re, d.select(turnsBack, d.negative(acos.re()), acos.re()));
  }

  /** {@code log1p(4x/((1 - x)² + y²))/4} for the real part, x from 0 on. */
  private Pair atanh(Pair z) {
    Atom x = d.size(z.re());
    Atom y = d.size(z.im());
    Atom isFar = b.or(d.less(FAR, x), d.less(FAR, y));
    Atom below = d.minus(1, x);
    Atom square = d.fma(below, below, d.square(y));
    // So near 1 that squares vanish: log(2/y)/2, with y scaled so that this does not overflow.
    Atom isNear = b.and(d.equal(x, 1), d.less(y, 0x1p-400));
    Atom ratio =
        d.over(d.select(isNear, 2, d.times(4, x)), d.select(isNear, d.times(0x1p100, y), square));
    Atom log = Exponentials.log1p(b, ratio);
    Atom near = d.select(isNear, d.fma(log, 0.5, 50 * LN2), d.times(0.25, log));
    Atom quarterX = d.times(0.25, x);
    Atom quarter = Power.hypot(b, quarterX, d.times(0.25, y));
    Atom far = d.times(0.25, d.over(d.over(quarterX, quarter), quarter));
    Atom re = d.select(anyInfinite(z), 0, d.select(isFar, far, near));
    Atom cosine = d.minus(d.times(below, d.plus(x, 1)), d.square(y));
    Atom angle = d.times(0.5, InverseTrigonometry.atan2(b, d.plus(y, y), cosine));
    Atom right = b.or(isInfinite(y), b.and(isFar, b.not(isNan(z))));
    Atom im = d.select(right, Math.PI / 2, angle);
    Atom isNone = b.and(isNan(z), b.not(b.or(anyInfinite(z), d.equal(x, 0))));
    Atom isOff = b.and(d.isNan(y), d.equal(x, 0));
    Atom known = d.select(isOff, x, d.select(isNone, Double.NaN, re));
    Atom width = d.select(b.and(d.isNan(x), isInfinite(y)), known, signed(known, z.re()));
    return new Pair(width, signed(im, z.im()));
  }
}
