package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.op.special.Polygamma;

/**
 * The derivatives by the parameter of the lower regularized incomplete gamma function, as routines,
 * with Taylor polynomials in the parameter, as in their definition: of the power series below the
 * mean, of the continued fraction above it, and of the density under an integral where these take
 * many steps.
 */
final class GammaSlopes {
  /** Up to there derivatives are written. */
  static final int MOST = 3;

  /** From there on the series has too many terms. */
  private static final double LARGE = 1000;

  /** Where the fraction takes more steps, an integral is as fast. */
  private static final double STEPS = 400;

  private final LoopBuilder b;
  private final Doubles d;
  private final int order;

  private GammaSlopes(LoopBuilder b, int order) {
    this.b = b;
    this.d = new Doubles(b);
    this.order = order;
  }

  /** Of {@code exp(y)}, divided by the derivative by y. */
  static Atom ratio(LoopBuilder b, int order, Atom a, Atom y) {
    return Routines.call(
        b,
        "gammainc_ratio_" + order,
        List.of(a, y),
        (inside, p) -> new GammaSlopes(inside, order).ratio(p.get(0), p.get(1)));
  }

  static Atom slope(LoopBuilder b, int order, Atom a, Atom x) {
    return Routines.call(
        b,
        "gammainc_slope_" + order,
        List.of(a, x),
        (inside, p) -> new GammaSlopes(inside, order).slope(p.get(0), p.get(1)));
  }

  private Atom isPositive(Atom x) {
    return b.and(d.less(0, x), d.less(x, Double.POSITIVE_INFINITY));
  }

  private Atom ratio(Atom a, Atom y) {
    Atom x = Exponentials.exp(b, y);
    Atom isSmall = d.less(x, Double.POSITIVE_INFINITY);
    Atom isInside = b.and(isPositive(a), isSmall);
    Atom value =
        inside(d.select(isInside, a, 1), d.select(isInside, y, 0), d.select(isInside, x, 1));
    Atom isNone = b.or(b.not(isPositive(a)), d.isNan(y));
    return d.select(isNone, Double.NaN, d.select(isInside, value, 0));
  }

  private Atom slope(Atom a, Atom x) {
    Atom isInside = b.and(isPositive(a), isPositive(x));
    Atom at = d.select(isInside, a, 1);
    Atom place = d.select(isInside, x, 1);
    Atom weight = d.times(at, GammaPower.of(b, at, place).value(b));
    Atom ratio = inside(at, Exponentials.log(b, place), place);
    Atom isNone = b.or(b.not(isPositive(a)), b.or(d.less(x, 0), d.isNan(x)));
    return d.select(isNone, Double.NaN, d.select(isInside, d.times(weight, ratio), 0));
  }

  private interface Way {
    Atom of(Atom a, Atom y, Atom x);
  }

  private void when(Atom condition, Cell value, List<Atom> numbers, Way way) {
    List<Cell> cells = numbers.stream().map(b::cell).toList();
    b.when(
        condition,
        () -> {
          List<Atom> again = cells.stream().<Atom>map(b::read).toList();
          b.write(value, way.of(again.get(0), again.get(1), again.get(2)));
        });
  }

  private Atom inside(Atom a, Atom y, Atom x) {
    Cell value = b.cell(Doubles.number(0));
    Atom isBelow = b.less(x, d.plus(a, 1));
    Atom isShort = d.less(a, LARGE);
    Cell depth = b.cell(Doubles.number(0));
    when(b.not(isBelow), depth, List.of(a, y, x), (p, q, r) -> depth(p, r));
    Atom steps = b.read(depth);
    Atom isFraction = d.less(0, steps);
    Atom isSeries = b.and(isBelow, isShort);
    List<Atom> numbers = List.of(a, y, x);
    when(isSeries, value, numbers, this::series);
    when(isFraction, value, numbers, (p, q, r) -> fraction(p, q, r, b.read(depth)));
    when(b.not(b.or(isSeries, isFraction)), value, numbers, this::integral);
    return b.read(value);
  }

  private Jet jet(Atom value) {
    return Jet.of(d, order, false, value);
  }

  private Atom zero() {
    return Doubles.number(0);
  }

  private Atom one() {
    return Doubles.number(1);
  }

  /** In {@code a + ε}, the logarithm of {@code Γ(a + 1) / Γ(a + 1 + ε)}. */
  private Jet cumulants(Atom a) {
    Jet jet = jet(zero());
    double factorial = 1;
    for (int k = 1; k <= order; k++) {
      factorial *= k;
      Atom polygamma = GammaDerivatives.polygamma(b, new Polygamma(k - 1), d.plus(a, 1));
      jet = jet.with(k, 0, d.times(-1 / factorial, polygamma));
    }
    return jet;
  }

  /** {@code Σ x^k / ((a + 1) ... (a + k))} times {@code x^a / Γ(a + 1)}. */
  private Atom series(Atom a, Atom y, Atom x) {
    Jet.Place term = Jet.Place.of(b, jet(one()));
    Jet.Place sum = Jet.Place.of(b, jet(one()));
    Cell count = b.cell(one());
    b.loopWhile(
        () -> b.not(term.read(b).isNegligibleIn(b, sum.read(b))),
        () -> {
          Atom k = b.read(count);
          Jet next = term.read(b).times(x, zero(), zero()).over(d.plus(a, k), one(), zero());
          term.write(b, next);
          sum.write(b, sum.read(b).plus(next));
          b.write(count, d.plus(k, 1));
        });
    Jet power = cumulants(a).plus(zero(), y, zero()).exp(b);
    return d.over(power.times(sum.read(b)).derivative(order, 0), a);
  }

  /** How many steps the fraction takes, by Lentz's method; 0 if these are too many. */
  private Atom depth(Atom a, Atom x) {
    Atom start = d.plus(d.minus(x, a), 1);
    Cell above = b.cell(start);
    Cell below = b.cell(zero());
    Cell factor = b.cell(Doubles.number(2));
    Cell count = b.cell(zero());
    b.loopWhile(
        () ->
            b.and(
                b.not(d.less(d.size(d.minus(b.read(factor), 1)), 0x1p-52)),
                d.less(b.read(count), STEPS)),
        () -> {
          Atom m = d.plus(b.read(count), 1);
          // It is 0 where a is m, but its derivative is not: there it is that of an a nearby.
          Atom rest = d.select(b.equal(a, m), -0.25, d.minus(a, m));
          Atom numerator = d.times(m, rest);
          Atom denominator = d.fma(m, 2, start);
          Atom inverse = d.over(1, d.fma(numerator, b.read(below), denominator));
          Atom ratio = d.plus(denominator, d.over(numerator, b.read(above)));
          b.write(below, inverse);
          b.write(above, ratio);
          b.write(factor, d.times(ratio, inverse));
          b.write(count, m);
        });
    Atom isConverged = d.less(d.size(d.minus(b.read(factor), 1)), 0x1p-52);
    return d.select(isConverged, b.read(count), 0);
  }

  private Atom fraction(Atom a, Atom y, Atom x, Atom depth) {
    Atom start = d.plus(d.minus(x, a), 1);
    Atom more = b.let(Code.FLOOR, d.times(0.125, depth));
    Cell count = b.cell(d.plus(depth, d.times(order, d.plus(more, 3))));
    Jet.Place tail = Jet.Place.of(b, jet(zero()));
    Atom back = Doubles.number(-1);
    b.loopWhile(
        () -> d.less(0, b.read(count)),
        () -> {
          Atom m = b.read(count);
          Jet denominator = tail.read(b).plus(d.fma(m, 2, start), back, zero());
          tail.write(b, jet(m).times(d.minus(a, m), one(), zero()).over(denominator));
          b.write(count, d.minus(m, 1));
        });
    Jet whole = tail.read(b).plus(start, back, zero());
    Jet density = cumulants(a).plus(zero(), y, zero()).exp(b).times(one(), d.over(1, a), zero());
    return d.negative(density.over(whole).derivative(order, 0));
  }

  /**
   * The integral over {@code t = x exp(±s)}, by s, of the derivative of the density, a polynomial
   * in log t.
   */
  private Atom integral(Atom a, Atom y, Atom x) {
    Atom sign = d.select(b.less(x, a), -1.0, 1.0);
    Jet logarithm = cumulants(a);
    Atom start = d.plus(y, logarithm.get(1, 0));
    Jet density = logarithm.with(1, 0, zero()).exp(b).times(one(), d.over(1, a), zero());
    Atom integral =
        Integral.of(
            b,
            s -> exponent(a, x, sign, s),
            d.over(1, d.plus(d.plus(a, 1), x)),
            s -> {
              Atom value = zero();
              for (int m = order; m >= 0; m--) {
                double factorial = 1;
                for (int k = 2; k <= m; k++) {
                  factorial *= k;
                }
                Atom coefficient = d.times(1 / factorial, density.get(order - m, 0));
                value = d.fma(value, d.fma(sign, s, start), coefficient);
              }
              return d.times(value, Exponentials.exp(b, exponent(a, x, sign, s)));
            });
    double factorial = 1;
    for (int m = 2; m <= order; m++) {
      factorial *= m;
    }
    return d.times(d.times(-factorial, sign), integral);
  }

  private Atom exponent(Atom a, Atom x, Atom sign, Atom s) {
    Atom turned = d.times(sign, s);
    return d.minus(d.times(a, turned), d.times(x, Exponentials.expm1(b, turned)));
  }
}
