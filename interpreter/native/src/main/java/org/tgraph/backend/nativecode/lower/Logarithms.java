package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Literal;

/**
 * Logarithms with more digits than a double has, of doubles, and those to the bases 2 and 10;
 * single floats are widened before. They are made as {@link Exponentials#log} and FreeBSD's {@code
 * e_log2.c} (Sun Microsystems, 1993): {@code log(1 + f)} as a sum of two doubles, times the
 * logarithm of e, which are two doubles as well.
 */
final class Logarithms {
  private static final double LOG2_OF_E = 0x1.71547652b82fep0;
  private static final double LOG2_OF_E_REST = 0x1.777d0ffda0d24p-56;
  private static final double LOG10_OF_E = 0x1.bcb7b1526e50ep-2;
  private static final double LOG10_OF_E_REST = 0x1.95355baaafad3p-57;

  /** So many digits that products with an exponent are exact, and the rest. */
  private static final double LOG10_OF_2 = 0x1.34413509f6000p-2;

  private static final double LOG10_OF_2_REST = 0x1.9fef311f12b36p-42;

  private final Doubles d;
  private final Exponentials e;

  private Logarithms(LoopBuilder b) {
    this.d = new Doubles(b);
    this.e = new Exponentials(b);
  }

  static Atom log2(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Logarithms(b)::log2);
  }

  static Atom log10(LoopBuilder b, Atom x) {
    return Doubles.widened(b, x, new Logarithms(b)::log10);
  }

  /** {@code log(high + low)} of a normal number with a rest, or {@code log(2(high + low))}. */
  static Atom ofSum(LoopBuilder b, Atom high, Atom low, Atom isTwice) {
    Logarithms l = new Logarithms(b);
    Exponentials.Split split = l.e.split(high);
    Atom k = b.plus(split.k(), b.select(isTwice, Literal.of(1), Literal.of(0)));
    Atom f = l.d.minus(split.fraction(), 1);
    return l.e.log(f, l.e.whole(k), l.d.over(low, high));
  }

  private Atom log2(Atom x) {
    Exponentials.Split split = e.splitOfAny(x);
    Doubles.Sum log = ofFraction(split.fraction(), LOG2_OF_E, LOG2_OF_E_REST);
    Doubles.Sum sum = d.sum(e.whole(split.k()), log.high());
    return e.special(d.plus(sum.high(), d.plus(sum.low(), log.low())), x, 0);
  }

  private Atom log10(Atom x) {
    Exponentials.Split split = e.splitOfAny(x);
    Doubles.Sum log = ofFraction(split.fraction(), LOG10_OF_E, LOG10_OF_E_REST);
    Atom k = e.whole(split.k());
    Doubles.Sum sum = d.sum(d.times(LOG10_OF_2, k), log.high());
    Atom low = d.fma(k, LOG10_OF_2_REST, d.plus(sum.low(), log.low()));
    return e.special(d.plus(sum.high(), low), x, 0);
  }

  /** Of a number between the root of 1/2 and that of 2, times a factor. */
  private Doubles.Sum ofFraction(Atom fraction, double factor, double rest) {
    Atom f = d.minus(fraction, 1);
    Atom half = d.times(d.times(0.5, f), f);
    Atom high = d.minus(f, half);
    Atom low = d.plus(d.minus(d.minus(f, high), half), e.beyond(f, half));
    Atom product = d.times(factor, high);
    Atom lost = d.lost(high, Doubles.number(factor), product);
    return new Doubles.Sum(product, d.fma(low, factor, d.fma(high, rest, lost)));
  }
}
