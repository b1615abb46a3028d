package org.tgraph.backend.nativecode.lower;

import java.util.function.UnaryOperator;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;

/**
 * Integrals from 0 of functions that fall off exponentially, inside of a routine, by the
 * trapezoidal rule after a substitution that makes them fall off doubly exponentially at both ends
 * (H. Takahasi, M. Mori, "Double exponential formulas for numerical integration", 1974), so that
 * what happens near 0 is seen at its own scale.
 */
final class Integral {
  /** From there on {@code exp(exponent)} is negligible. */
  private static final double LEAST = -60;

  private static final double START = -3.75;
  private static final double STEP = 1.0 / 16;
  private static final int COUNT = 112;

  private final LoopBuilder b;
  private final Doubles d;

  private Integral(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  /**
   * The integral of f.
   *
   * @param exponent the logarithm of what it falls off with
   * @param start a number that is not far beyond where that is below
   */
  static Atom of(LoopBuilder b, UnaryOperator<Atom> exponent, Atom start, UnaryOperator<Atom> f) {
    Integral integral = new Integral(b);
    return integral.upTo(integral.end(exponent, start), f);
  }

  private Atom end(UnaryOperator<Atom> exponent, Atom start) {
    Cell end = b.cell(start);
    b.loopWhile(
        () -> d.less(LEAST, exponent.apply(b.read(end))),
        () -> b.write(end, d.times(1.5, b.read(end))));
    return b.read(end);
  }

  /** With {@code s = end / (1 + exp(-π sinh(t)))}. */
  private Atom upTo(Atom end, UnaryOperator<Atom> f) {
    Cell sum = b.cell(Doubles.number(0));
    Cell count = b.cell(Doubles.number(0));
    b.loopWhile(
        () -> d.less(b.read(count), COUNT),
        () -> {
          Atom i = b.read(count);
          Atom t = d.fma(i, STEP, START);
          Atom grown = Exponentials.exp(b, t);
          Atom shrunk = d.over(1, grown);
          Atom odds = Exponentials.exp(b, d.times(Math.PI / 2, d.minus(shrunk, grown)));
          Atom share = d.over(1, d.plus(odds, 1));
          Atom weight = d.times(d.times(d.plus(grown, shrunk), odds), d.square(share));
          Atom value = f.apply(d.times(end, share));
          b.write(sum, d.fma(weight, value, b.read(sum)));
          b.write(count, d.plus(i, 1));
        });
    return d.times(d.times(Math.PI / 2 * STEP, end), b.read(sum));
  }
}
