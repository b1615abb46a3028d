package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.type.DType;

/**
 * The regularized incomplete beta function and the density of the beta distribution, as routines:
 * by the continued fraction (the even part of that of the NIST Digital Library of Mathematical
 * Functions, 8.17.22) on the side of the mean where it converges fast, or, of so large parameters
 * that it takes many steps, by an integral.
 */
final class IncompleteBeta {
  private final LoopBuilder b;
  private final Doubles d;

  private IncompleteBeta(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom regularized(LoopBuilder b, List<Atom> operands) {
    return Routines.call(
        b,
        "betainc",
        operands,
        (inside, p) -> new IncompleteBeta(inside).regularized(p.get(0), p.get(1), p.get(2)));
  }

  static Atom density(LoopBuilder b, List<Atom> operands) {
    return Routines.call(
        b,
        "beta_density",
        operands,
        (inside, p) -> new IncompleteBeta(inside).density(p.get(0), p.get(1), p.get(2)));
  }

  private Atom isPositive(Atom x) {
    return b.and(d.less(0, x), d.less(x, Double.POSITIVE_INFINITY));
  }

  private Atom isInside(Atom first, Atom second, Atom x) {
    Atom isBetween = b.and(d.less(0, x), d.less(x, 1));
    return b.and(isBetween, b.and(isPositive(first), isPositive(second)));
  }

  private Atom density(Atom first, Atom second, Atom x) {
    Atom isInside = isInside(first, second, x);
    Atom place = d.select(isInside, x, 0.5);
    BetaPower power =
        BetaPower.of(b, d.select(isInside, first, 1), d.select(isInside, second, 1), place);
    Atom value = d.over(power.over(b, place), d.minus(1, place));
    // At an end it is the other parameter if its own is 1.
    Atom own = d.select(d.equal(x, 0), first, second);
    Atom other = d.select(d.equal(x, 0), second, first);
    Atom atOne = d.select(d.equal(own, 1), other, 0);
    Atom edge = d.select(d.less(own, 1), Double.POSITIVE_INFINITY, atOne);
    Atom isEnd = b.or(d.equal(x, 0), d.equal(x, 1));
    Atom known = b.and(isEnd, b.and(d.less(0, first), d.less(0, second)));
    return d.select(isInside, value, d.select(known, edge, Double.NaN));
  }

  /** The limits where a parameter is 0 or infinite are those of the definition. */
  private Atom regularized(Atom first, Atom second, Atom x) {
    double infinity = Double.POSITIVE_INFINITY;
    Atom isInside = isInside(first, second, x);
    Atom value =
        inside(
            d.select(isInside, first, 1),
            d.select(isInside, second, 1),
            d.select(isInside, x, 0.5));
    Atom isAtZero = b.or(d.equal(first, 0), d.equal(second, infinity));
    Atom isAtOne = b.or(d.equal(second, 0), d.equal(first, infinity));
    Atom isOff =
        b.or(b.or(notFrom(0, first), notFrom(0, second)), b.or(notFrom(0, x), notFrom(x, 1)));
    Atom atZero = d.select(d.less(0, x), 1, 0);
    Atom atOne = d.select(d.less(x, 1), 0, 1);
    Atom edge = d.select(isAtZero, atZero, d.select(isAtOne, atOne, x));
    Atom known = d.select(b.or(isOff, b.and(isAtZero, isAtOne)), Double.NaN, edge);
    return d.select(isInside, value, known);
  }

  private Atom notFrom(double low, Atom x) {
    return notFrom(Doubles.number(low), x);
  }

  private Atom notFrom(Atom low, double x) {
    return notFrom(low, Doubles.number(x));
  }

  private Atom notFrom(Atom low, Atom x) {
    return b.not(b.let(Code.LESS_EQUAL, DType.BOOL, low, x));
  }

  private Atom inside(Atom first, Atom second, Atom x) {
    Atom most = d.select(b.less(first, second), second, first);
    // Of parameters that are next to nothing only the ratio matters.
    Atom scale = d.select(d.less(most, 0x1p-400), 0x1p300, 1);
    return ofNormal(atLeast(d.times(first, scale)), atLeast(d.times(second, scale)), x);
  }

  private Atom atLeast(Atom parameter) {
    return d.select(d.less(parameter, 0x1p-1020), 0x1p-1020, parameter);
  }

  private Atom ofNormal(Atom first, Atom second, Atom x) {
    Atom power = BetaPower.of(b, first, second, x).value(b);
    BetaSide side = BetaSide.of(b, first, second, x);
    Atom isLower = side.isLower();
    Cell depth = b.cell(side.depth());
    Cell value = b.cell(Doubles.number(0));
    Atom isConverged = d.less(0, b.read(depth));
    BetaSide again = side.read();
    b.when(
        isConverged,
        () -> {
          BetaSide here = again.read();
          b.write(value, d.over(1, d.times(here.a(), here.fraction(b.read(depth)))));
        });
    b.when(
        b.not(isConverged),
        () -> b.write(value, again.read().integral((s, share, above) -> Doubles.number(1))));
    Atom found = d.times(power, b.read(value));
    // Not less than 0, however the other side is rounded.
    Atom other = d.minus(1, b.let(Code.MINIMUM, found, Doubles.number(1)));
    return d.select(isLower, found, other);
  }
}
