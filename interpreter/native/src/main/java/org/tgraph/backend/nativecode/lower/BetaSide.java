package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;

/**
 * The incomplete beta function on the side of the mean where it is small, divided by {@code x^a (1
 * - x)^c / B(a, c)}, inside of a routine.
 *
 * @param isLower whether it is the function itself; else its complement
 * @param complement {@code 1 - x}, of which no digit is lost if that is small
 */
record BetaSide(LoopBuilder b, Atom isLower, Atom a, Atom c, Atom x, Atom complement) {
  /** Where it takes more steps, an integral is as fast. */
  private static final double MOST = 400;

  /** How far from the end of the interval the fraction still converges in few steps. */
  private static final double CONVERGENT = 0.002;

  /** The side for parameters, and a number between 0 and 1. */
  static BetaSide of(LoopBuilder b, Atom first, Atom second, Atom x) {
    Atom rest = new Doubles(b).minus(1, x);
    Atom isLower = isLower(b, first, second, x, rest);
    return new BetaSide(
        b,
        isLower,
        b.select(isLower, first, second),
        b.select(isLower, second, first),
        b.select(isLower, x, rest),
        b.select(isLower, rest, x));
  }

  /**
   * Whether to go by the function itself, not by its complement: on the side where the fraction
   * converges fast, but for a parameter below 1, where what is left of 1 would lose digits on that
   * side of the mean, where the function is near 1.
   */
  private static Atom isLower(LoopBuilder b, Atom first, Atom second, Atom x, Atom rest) {
    Doubles d = new Doubles(b);
    Atom isBelowMean = b.not(b.less(d.times(rest, first), d.times(x, second)));
    Atom isLossy =
        b.select(
            isBelowMean,
            b.and(d.less(second, 1), d.less(CONVERGENT, rest)),
            b.and(d.less(first, 1), d.less(CONVERGENT, x)));
    Atom isFast = b.not(b.less(d.plus(first, 1), d.times(x, d.plus(d.plus(first, second), 2))));
    return b.select(isLossy, isBelowMean, isFast);
  }

  /** The same numbers as they are read here, so that what is made of them is made here. */
  BetaSide read() {
    return new BetaSide(b, again(isLower), again(a), again(c), again(x), again(complement));
  }

  private Atom again(Atom number) {
    return b.read(b.cell(number));
  }

  private Doubles d() {
    return new Doubles(b);
  }

  Atom balance() {
    Doubles d = d();
    return d.plus(d.minus(d.times(a, complement), d.times(c, x)), 1);
  }

  /** A step of the fraction: what is above of it, without {@code a + m - 1}, and below. */
  private record Step(Atom above, Atom below) {}

  private Step step(Atom m, Atom balance, double least) {
    Doubles d = d();
    Atom rest = d.minus(c, m);
    Atom factor = least == 0 ? rest : d.select(b.equal(c, m), least, rest);
    Atom root = d.plus(a, d.minus(d.plus(m, m), 1));
    Atom first = d.times(d.times(m, rest), d.over(x, root));
    Atom outer = d.times(d.times(m, factor), d.over(x, root));
    Atom above = d.times(outer, d.over(d.times(x, d.minus(d.plus(d.plus(a, c), m), 1)), root));
    Atom next = d.over(d.plus(a, m), d.plus(root, 2));
    Atom below = d.plus(d.plus(m, first), d.times(next, d.fma(m, d.minus(2, x), balance)));
    return new Step(above, below);
  }

  /** How many steps it takes, by Lentz's method; 0 if these are too many. */
  Atom depth() {
    return depth(0);
  }

  /**
   * The same where derivatives are to converge too.
   *
   * @param least what is taken for {@code c - m} where that is 0, but its derivative is not
   */
  Atom depth(double least) {
    Doubles d = d();
    Atom balance = balance();
    Cell count =
        ContinuedFraction.depth(
            b,
            d.times(d.over(a, d.plus(a, 1)), balance),
            MOST,
            m -> {
              Step step = step(m, balance, least);
              Atom numerator = d.times(step.above, d.minus(d.plus(a, m), 1));
              return new ContinuedFraction.Term(numerator, step.below);
            });
    Atom steps = b.read(count);
    return d.select(d.less(steps, MOST), steps, 0);
  }

  /** Divided by a, which may be small, from the last step to the first. */
  Atom fraction(Atom depth) {
    Doubles d = d();
    Atom balance = balance();
    Cell tail = b.cell(Doubles.number(0));
    Cell count = b.cell(depth);
    b.loopWhile(
        () -> d.less(0, b.read(count)),
        () -> {
          Atom m = b.read(count);
          Step step = step(m, balance, 0);
          Atom factor = d.select(d.less(1, m), d.minus(d.plus(a, m), 1), 1);
          Atom under = d.plus(step.below, b.read(tail));
          b.write(tail, d.over(d.times(step.above, factor), under));
          b.write(count, d.minus(m, 1));
        });
    return d.plus(d.over(balance, d.plus(a, 1)), b.read(tail));
  }

  /**
   * What the density is multiplied by at {@code t = x (1 - share)}, where 1 - t is {@code above}.
   */
  interface Factor {
    Atom of(Atom s, Atom share, Atom above);
  }

  /** Of the density times a factor, over {@code t = x exp(-s)}, by s. */
  Atom integral(Factor factor) {
    Doubles d = d();
    Atom odds = d.over(x, complement);
    Atom start = d.over(1, d.fma(c, odds, d.plus(a, 1)));
    return Integral.of(
        b,
        this::exponent,
        start,
        s -> {
          Atom share = d.negative(Exponentials.expm1(b, d.negative(s)));
          Atom above = d.fma(x, share, complement);
          Atom density = d.over(Exponentials.exp(b, exponent(s)), above);
          return d.times(density, factor.of(s, share, above));
        });
  }

  /** Of {@code (t/x)^a ((1 - t)/(1 - x))^c}. */
  private Atom exponent(Atom s) {
    Doubles d = d();
    Atom share = d.negative(Exponentials.expm1(b, d.negative(s)));
    Atom odds = d.over(x, complement);
    Atom grown = d.times(c, Exponentials.log1p(b, d.times(odds, share)));
    return d.minus(grown, d.times(a, s));
  }
}
