package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.op.special.Polygamma;

/**
 * The derivatives by the parameters of the regularized incomplete beta function, as routines, with
 * Taylor polynomials in both, as in their definition: of the continued fraction, and of the density
 * under an integral where that takes many steps.
 */
final class BetaSlopes {
  /** Up to there derivatives are written. */
  static final int MOST = 3;

  private final LoopBuilder b;
  private final Doubles d;
  private final int order;

  /** How often by the second parameter. */
  private final Atom which;

  private BetaSlopes(LoopBuilder b, int order, Atom which) {
    this.b = b;
    this.d = new Doubles(b);
    this.order = order;
    this.which = which;
  }

  /**
   * All of an order, from the one by the first parameter alone to that by the second alone. Which
   * of them it is, is an operand too: nearly all of the routine is the same, and takes LLVM long.
   */
  static List<Atom> all(LoopBuilder b, int order, List<Atom> operands) {
    List<Atom> all = new ArrayList<>();
    for (int j = 0; j <= order; j++) {
      List<Atom> operandsAndWhich = new ArrayList<>(operands);
      operandsAndWhich.add(Doubles.number(j));
      all.add(
          Routines.call(
              b,
              "betainc_slope_" + order,
              operandsAndWhich,
              (inside, p) -> new BetaSlopes(inside, order, p.get(3)).slope(p)));
    }
    return all;
  }

  private Atom isPositive(Atom x) {
    return b.and(d.less(0, x), d.less(x, Double.POSITIVE_INFINITY));
  }

  private Atom slope(List<Atom> p) {
    Atom x = p.get(2);
    Atom arePositive = b.and(isPositive(p.get(0)), isPositive(p.get(1)));
    Atom isInside = b.and(arePositive, b.and(d.less(0, x), d.less(x, 1)));
    Atom isEnd = b.and(arePositive, b.or(d.equal(x, 0), d.equal(x, 1)));
    Atom value =
        inside(
            d.select(isInside, p.get(0), 1),
            d.select(isInside, p.get(1), 1),
            d.select(isInside, x, 0.5));
    return d.select(isInside, value, d.select(isEnd, 0.0, Double.NaN));
  }

  private Atom inside(Atom first, Atom second, Atom x) {
    Atom weight = BetaPower.of(b, first, second, x).value(b);
    BetaSide side = BetaSide.of(b, first, second, x);
    Cell depth = b.cell(side.depth(-0.25));
    Cell value = b.cell(Doubles.number(0));
    Atom isConverged = d.less(0, b.read(depth));
    BetaSide again = side.read();
    b.when(isConverged, () -> b.write(value, fraction(again.read(), b.read(depth))));
    b.when(b.not(isConverged), () -> b.write(value, integral(again.read())));
    Atom signed = d.select(side.isLower(), weight, d.negative(weight));
    return d.times(signed, b.read(value));
  }

  private Atom zero() {
    return Doubles.number(0);
  }

  private Atom one() {
    return Doubles.number(1);
  }

  private Jet jet(Atom value) {
    return Jet.of(d, order, true, value);
  }

  /** The derivative that is asked for; of the other side the parameters are exchanged. */
  private Atom derivative(Jet jet, BetaSide side) {
    Atom j = d.select(side.isLower(), which, d.minus(order, which));
    Atom derivative = jet.derivative(0, order);
    for (int k = 0; k < order; k++) {
      derivative = d.select(d.equal(j, k), jet.derivative(order - k, k), derivative);
    }
    return derivative;
  }

  /**
   * In {@code a + ε} and {@code c + δ}, the logarithm of {@code Γ(a + c + 1) / Γ(a + 1) / Γ(c + 1)}
   * without its constant.
   */
  private Jet cumulants(Atom a, Atom c) {
    Jet jet = jet(zero());
    double factorial = 1;
    for (int power = 1; power <= order; power++) {
      factorial *= power;
      Atom both = power == 1 ? zero() : polygamma(power - 1, d.plus(d.plus(a, c), 1));
      double binomial = 1;
      for (int j = 0; j <= power; j++) {
        jet = jet.with(power - j, j, d.times(binomial / factorial, both));
        binomial = binomial * (power - j) / (j + 1);
      }
      Atom first = PolygammaDifference.of(b, power - 1, d.plus(a, 1), c);
      Atom second = PolygammaDifference.of(b, power - 1, d.plus(c, 1), a);
      jet = jet.with(power, 0, d.times(1 / factorial, first));
      jet = jet.with(0, power, d.times(1 / factorial, second));
    }
    return jet;
  }

  private Atom polygamma(int order, Atom x) {
    return GammaDerivatives.polygamma(b, new Polygamma(order), x);
  }

  /**
   * In {@code a + ε} and {@code c + δ}, the share {@code (c + δ) / (a + ε + c + δ)} relative to
   * that of a and c. The powers of δ alone are proportional to a.
   */
  private Jet share(Atom a, Atom c) {
    Atom inverse = d.over(1, d.plus(a, c));
    Jet jet = jet(one()).times(one(), zero(), d.over(1, c)).over(one(), inverse, inverse);
    Atom power = d.times(d.over(a, c), inverse);
    for (int j = 1; j <= order; j++) {
      jet = jet.with(0, j, power);
      power = d.negative(d.times(power, inverse));
    }
    return jet;
  }

  /** The logarithm of a number that is also {@code 1 - complement}. */
  private Atom log(Atom x, Atom complement) {
    Atom near = Exponentials.log1p(b, d.negative(complement));
    return d.select(d.less(complement, 0.5), near, Exponentials.log(b, x));
  }

  private Atom fraction(BetaSide side, Atom depth) {
    Atom a = side.a();
    Atom c = side.c();
    Atom x = side.x();
    Atom more = b.let(Code.FLOOR, d.times(0.125, depth));
    Cell count = b.cell(d.plus(depth, d.times(order, d.plus(more, 3))));
    Jet.Place tail = Jet.Place.of(b, jet(zero()));
    Atom balance = side.balance();
    b.loopWhile(
        () -> d.less(0, b.read(count)),
        () -> {
          Atom m = b.read(count);
          Atom root = d.plus(a, d.minus(d.plus(m, m), 1));
          Jet first =
              jet(d.times(m, x)).times(d.minus(c, m), zero(), one()).over(root, one(), zero());
          Jet denominator =
              jet(one())
                  .times(d.plus(a, m), one(), zero())
                  .times(d.fma(m, d.minus(2, x), balance), side.complement(), d.negative(x))
                  .over(d.plus(root, 2), one(), zero())
                  .plus(m, zero(), zero())
                  .plus(first)
                  .plus(tail.read(b));
          Atom all = d.times(x, d.minus(d.plus(d.plus(a, c), m), 1));
          Jet above = first.times(all, x, x).over(root, one(), zero());
          Atom isInner = d.less(1, m);
          Atom last = d.select(isInner, d.minus(d.plus(a, m), 1), 1);
          tail.write(b, above.times(last, d.select(isInner, 1.0, 0.0), zero()).over(denominator));
          b.write(count, d.minus(m, 1));
        });
    Jet whole =
        jet(one())
            .times(balance, side.complement(), d.negative(x))
            .over(d.plus(a, 1), one(), zero())
            .plus(tail.read(b));
    Atom logOfX = log(x, side.complement());
    Atom logOfRest = log(side.complement(), x);
    Jet factor = cumulants(a, c).plus(zero(), logOfX, logOfRest).exp(b).times(share(a, c));
    return d.over(derivative(factor.over(whole), side), a);
  }

  /** As an integral over {@code t = x exp(-s)}, by s. */
  private Atom integral(BetaSide side) {
    Atom a = side.a();
    Jet cumulants = cumulants(a, side.c());
    Atom first = d.plus(cumulants.get(1, 0), log(side.x(), side.complement()));
    Atom second = cumulants.get(0, 1);
    Jet density =
        cumulants
            .with(1, 0, zero())
            .with(0, 1, zero())
            .exp(b)
            .times(one(), d.over(1, a), zero())
            .times(share(a, side.c()));
    return side.integral((s, share, above) -> {
      Atom grown = log(above, d.times(side.x(), d.minus(1, share)));
      Jet slopes = jet(zero()).plus(zero(), d.minus(first, s), d.plus(second, grown)).exp(b);
      return derivative(density.times(slopes), side);
    });
  }
}
