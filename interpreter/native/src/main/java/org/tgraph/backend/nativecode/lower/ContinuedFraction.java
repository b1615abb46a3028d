package org.tgraph.backend.nativecode.lower;

import java.util.function.Function;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;

/**
 * How far a continued fraction {@code b0 + a1 / (b1 + a2 / (b2 + …))} has to be followed, found by
 * the modified method of Lentz (W. Press and others, Numerical Recipes, 5.2).
 */
final class ContinuedFraction {
  /** A numerator and the denominator below it. */
  record Term(Atom numerator, Atom denominator) {}

  private ContinuedFraction() {}

  /**
   * The number of the term from which on nothing changes, or {@code most}.
   *
   * @param start {@code b0}
   * @param term by its number, a double from 1 on
   */
  static Cell depth(LoopBuilder b, Atom start, double most, Function<Atom, Term> term) {
    Doubles d = new Doubles(b);
    Cell above = b.cell(start);
    Cell below = b.cell(Doubles.number(0));
    Cell factor = b.cell(Doubles.number(2));
    Cell count = b.cell(Doubles.number(1));
    b.loopWhile(
        () ->
            b.and(d.less(0x1p-52, d.size(d.minus(b.read(factor), 1))), d.less(b.read(count), most)),
        () -> {
          Atom m = b.read(count);
          Term next = term.apply(m);
          Atom inverse = d.over(1, d.fma(next.numerator, b.read(below), next.denominator));
          Atom ratio = d.plus(next.denominator, d.over(next.numerator, b.read(above)));
          b.write(below, inverse);
          b.write(above, ratio);
          b.write(factor, d.times(ratio, inverse));
          b.write(count, d.plus(m, 1));
        });
    return count;
  }
}
