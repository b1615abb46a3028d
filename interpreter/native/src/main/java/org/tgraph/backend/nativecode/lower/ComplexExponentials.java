package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Pair;

/**
 * Exponentials, hyperbolic and trigonometric functions of complex numbers, of doubles, without
 * branches; single floats are widened before. They are made of functions of the parts; what comes
 * of infinite numbers, of {@code nan} and of zeros is as C99 has it (annex G.6), and where that
 * leaves a choice as in the definitions of the operations.
 */
final class ComplexExponentials {
  /** From there on {@code sinh(x)}, {@code cosh(x)} and {@code exp(x)/2} are the same double. */
  private static final double FAR = 22;

  private final LoopBuilder b;
  private final Doubles d;

  private ComplexExponentials(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom exp(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexExponentials(b)::exp);
  }

  static Atom expm1(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexExponentials(b)::expm1);
  }

  static Atom sinh(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexExponentials(b)::sinh);
  }

  static Atom cosh(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexExponentials(b)::cosh);
  }

  static Atom tanh(LoopBuilder b, Pair z) {
    return ComplexNumbers.widened(b, z, new ComplexExponentials(b)::tanh);
  }

  static Atom sin(LoopBuilder b, Pair z) {
    ComplexExponentials e = new ComplexExponentials(b);
    return ComplexNumbers.widened(b, z, x -> e.overI(e.sinh(e.timesI(x))));
  }

  static Atom cos(LoopBuilder b, Pair z) {
    ComplexExponentials e = new ComplexExponentials(b);
    return ComplexNumbers.widened(b, z, x -> e.cosh(e.timesI(x)));
  }

  static Atom tan(LoopBuilder b, Pair z) {
    ComplexExponentials e = new ComplexExponentials(b);
    return ComplexNumbers.widened(b, z, x -> e.overI(e.tanh(e.timesI(x))));
  }

  private Pair timesI(Pair z) {
    return ComplexNumbers.timesI(b, z);
  }

  private Pair overI(Pair z) {
    return ComplexNumbers.overI(b, z);
  }

  private Atom isFinite(Atom x) {
    return ComplexNumbers.isFinite(b, x);
  }

  private Atom isInfinite(Atom x) {
    return Pointwise.isInfinite(b, x);
  }

  private Atom sin(Atom x) {
    return Trigonometry.sin(b, x);
  }

  private Atom cos(Atom x) {
    return Trigonometry.cos(b, x);
  }

  private Pair select(Atom condition, Pair then, Pair otherwise) {
    return (Pair) b.select(condition, then, otherwise);
  }

  private Pair exp(Pair z) {
    Exponentials.Products value = new Exponentials(b).times(z.re(), cos(z.im()), sin(z.im()));
    Atom im = d.select(d.equal(z.im(), 0), z.im(), value.second());
    Atom isUndefined = b.and(isInfinite(z.re()), b.not(isFinite(z.im())));
    Atom isBelow = d.less(z.re(), 0);
    Atom zero = d.withSign(Doubles.number(0), d.select(d.isNan(z.im()), 0, z.im()));
    Pair undefined = new Pair(d.select(isBelow, 0, z.re()), d.select(isBelow, zero, Double.NaN));
    return select(isUndefined, undefined, new Pair(value.first(), im));
  }

  /** {@code expm1(x) cos(y) - 2 sin²(y/2)}, in which nothing cancels near 0, for the real part. */
  private Pair expm1(Pair z) {
    Pair exp = exp(z);
    Atom half = sin(d.times(0.5, z.im()));
    Atom grown = d.times(Exponentials.expm1(b, z.re()), cos(z.im()));
    Atom near = d.minus(grown, d.times(2, d.square(half)));
    Atom isFinite = b.and(isFinite(z.re()), isFinite(z.im()));
    // Adding 0 makes +0 of -0.
    Atom re = d.select(isFinite, b.let(Code.ADD, near, Doubles.number(0)), d.minus(exp.re(), 1));
    return new Pair(re, exp.im());
  }

  /** {@code cosh(x) even + i sinh(x) odd}. */
  private Pair products(Atom x, Atom even, Atom odd) {
    Atom isFar = d.less(FAR, d.size(x));
    Exponentials.Products far = new Exponentials(b).halfTimes(d.size(x), even, d.turnedBy(odd, x));
    return select(
        isFar,
        new Pair(far.first(), far.second()),
        new Pair(d.times(Hyperbolic.cosh(b, x), even), d.times(Hyperbolic.sinh(b, x), odd)));
  }

  private Pair sinh(Pair z) {
    Atom x = z.re();
    Atom y = z.im();
    Pair value = products(x, sin(y), cos(y));
    Atom isOff = b.not(isFinite(y));
    Atom re = d.select(b.and(isOff, d.equal(x, 0)), x, value.im());
    Atom im = d.select(d.equal(y, 0), y, value.re());
    Atom isUndefined = b.and(isInfinite(x), isOff);
    return select(isUndefined, new Pair(x, Doubles.number(Double.NaN)), new Pair(re, im));
  }

  private Pair cosh(Pair z) {
    Atom x = z.re();
    Atom y = z.im();
    Pair value = products(x, cos(y), sin(y));
    Atom isOff = b.not(isFinite(y));
    Atom turned = d.select(d.isNan(y), x, d.turnedBy(x, y));
    Atom im = d.select(b.and(isOff, d.equal(x, 0)), turned, value.im());
    Atom onAxis = d.select(b.and(d.isNan(x), d.equal(y, 0)), y, im);
    Atom isUndefined = b.and(isInfinite(x), isOff);
    return select(
        isUndefined, new Pair(d.size(x), Doubles.number(Double.NaN)), new Pair(value.re(), onAxis));
  }

  /** {@code (sinh(x) cosh(x) + i sin(y) cos(y)) / (sinh²(x) + cos²(y))}. */
  private Pair tanh(Pair z) {
    Atom x = z.re();
    Atom y = z.im();
    Atom size = d.size(x);
    Atom sine = Hyperbolic.sinh(b, x);
    Atom turn = cos(y);
    Atom product = d.times(sin(y), turn);
    Atom under = d.fma(sine, sine, d.square(turn));
    Atom near = d.over(d.times(sine, Hyperbolic.cosh(b, x)), under);
    Atom isFar = d.less(FAR, size);
    Atom one = d.withSign(Doubles.number(1), x);
    Atom shrunk = d.times(4, Exponentials.exp(b, d.times(-2, size)));
    Atom re = d.select(isFar, one, near);
    Atom im = d.select(isFar, d.times(product, shrunk), d.over(product, under));
    Atom isOff = b.not(isFinite(y));
    Atom onAxis = d.select(d.equal(y, 0), y, im);
    Pair value = new Pair(d.select(b.and(isOff, d.equal(x, 0)), x, re), onAxis);
    // Where the real part is infinite it is known what the limit is.
    Atom known = d.withSign(Doubles.number(0), d.select(isOff, y, product));
    Atom zero = d.select(d.isNan(y), 0, known);
    return select(isInfinite(x), new Pair(one, zero), finiteOr(value, x, isOff));
  }

  /** That of a finite number; beside an angle that is none there is only a zero. */
  private Pair finiteOr(Pair value, Atom x, Atom isOff) {
    Atom isNone = b.and(isOff, b.not(d.equal(x, 0)));
    return new Pair(d.select(isNone, Double.NaN, value.re()), value.im());
  }
}
