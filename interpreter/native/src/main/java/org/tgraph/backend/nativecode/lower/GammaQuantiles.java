package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.type.DType;

/**
 * The logarithm of the quantile of the gamma distribution, as a routine: by Newton's method on the
 * logarithm of the distribution function or of its complement, with bisection where a step leaves
 * the interval that is left, as in its definition.
 */
final class GammaQuantiles {
  /** From there on the distribution is as good as Wilson and Hilferty's approximation. */
  private static final double NORMAL = 1e20;

  /** Below, x vanishes beside 1, and the first approximation is the quantile. */
  private static final double TINY = -40;

  private static final double STEPS = 100;

  private final LoopBuilder b;
  private final Doubles d;

  private GammaQuantiles(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom logarithm(LoopBuilder b, Atom a, Atom u) {
    return Routines.call(
        b,
        "gamma_quantile",
        List.of(a, u),
        (inside, p) -> new GammaQuantiles(inside).logarithm(p.get(0), p.get(1)));
  }

  private Atom logarithm(Atom a, Atom u) {
    double infinity = Double.POSITIVE_INFINITY;
    Atom isThere = b.and(d.less(0, a), d.less(a, infinity));
    Atom isInside = b.and(isThere, b.and(d.less(0, u), d.less(u, 1)));
    Atom value = inside(d.select(isInside, a, 1), d.select(isInside, u, 0.5));
    Atom isOff =
        b.or(b.or(d.less(a, 0), d.isNan(a)), b.or(b.or(d.less(u, 0), d.less(1, u)), d.isNan(u)));
    Atom isLow = b.or(d.equal(a, 0), d.equal(u, 0));
    Atom edge = d.select(isLow, -infinity, infinity);
    return d.select(isInside, value, d.select(isOff, Double.NaN, edge));
  }

  /** {@code log(Γ(a + 1))}. */
  private Atom factorial(Atom a) {
    Atom isSmall = d.less(a, 1.5);
    Atom near = LogGamma.lgammaAbove(b, d.select(isSmall, a, 1));
    return d.select(isSmall, near, LogGamma.lgamma(b, d.plus(a, 1)));
  }

  private Atom inside(Atom a, Atom u) {
    Atom low = d.over(d.plus(Exponentials.log(b, u), factorial(a)), a);
    Atom first = wilsonHilferty(a, u);
    Atom isFar = b.not(d.less(a, NORMAL));
    Atom isTiny = d.less(low, TINY);
    Cell least = b.cell(low);
    Cell most = b.cell(Exponentials.log(b, d.plus(d.plus(a, d.times(40, d.root(a))), 800)));
    Cell place = b.cell(d.select(b.less(low, first), first, low));
    Cell isDone = b.cell(b.or(isFar, isTiny));
    Cell count = b.cell(Doubles.number(0));
    b.loopWhile(
        () -> b.and(b.not(b.read(isDone)), d.less(b.read(count), STEPS)),
        () -> {
          Atom y = b.read(place);
          Atom step = step(a, u, y);
          Atom isAbove = d.less(0, step);
          Atom high = d.select(isAbove, y, b.read(most));
          Atom bottom = d.select(isAbove, b.read(least), y);
          b.write(most, high);
          b.write(least, bottom);
          Atom next = d.minus(y, step);
          Atom isWithin = b.and(notMore(bottom, next), notMore(next, high));
          Atom halved = d.fma(d.minus(high, bottom), 0.5, bottom);
          Atom better = d.select(isWithin, next, halved);
          Atom size = d.size(y);
          Atom digit = d.times(0x1p-52, d.select(d.less(size, 0x1p-6), 0x1p-6, size));
          b.write(isDone, notMore(d.size(d.minus(better, y)), digit));
          b.write(place, better);
          b.write(count, d.plus(b.read(count), 1));
        });
    return d.select(isFar, first, d.select(isTiny, low, b.read(place)));
  }

  private Atom notMore(Atom x, Atom y) {
    return b.let(Code.LESS_EQUAL, DType.BOOL, x, y);
  }

  /** How far Newton's method goes back, on the smaller side. */
  private Atom step(Atom a, Atom u, Atom y) {
    Atom x = Exponentials.exp(b, y);
    Atom slope = d.times(a, GammaPower.of(b, a, x).value(b));
    IncompleteGamma.Sides sides = IncompleteGamma.sides(b, a, x);
    Atom isUpper = d.less(0.5, u);
    Atom value = d.select(isUpper, sides.upper(), sides.lower());
    Atom wanted = d.select(isUpper, d.minus(1, u), u);
    Atom log = Exponentials.log(b, d.over(value, wanted));
    Atom rest = d.select(isUpper, d.negative(log), log);
    return d.over(rest, d.over(slope, value));
  }

  /** Wilson and Hilferty's approximation (1931): the cube root is nearly normal. */
  private Atom wilsonHilferty(Atom a, Atom u) {
    Atom shift = d.over(Normal.quantile(b, u), d.times(3, d.root(a)));
    Atom root = d.plus(d.minus(1, d.over(1.0 / 9, a)), shift);
    Atom isPositive = d.less(0, root);
    Atom log = Exponentials.log(b, d.select(isPositive, root, 1));
    Atom value = d.fma(log, 3, Exponentials.log(b, a));
    return d.select(isPositive, value, Double.NEGATIVE_INFINITY);
  }
}
