package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.op.special.BesselI;
import org.tgraph.type.DType;

/**
 * The modified Bessel functions of the first kind, of doubles; single floats are widened before. By
 * the power series near 0 and the asymptotic one far from it (NIST Digital Library of Mathematical
 * Functions, 10.25.2 and 10.40.1), as in their definition, and with as many terms.
 */
final class Bessel {
  /** Up to there the first term is written as a product. */
  static final int MOST = 32;

  /** From there on, for order 0, the asymptotic series is taken. */
  private static final double FAR = 30;

  /** Terms that are less, as a share of the sum, are left out. */
  private static final double EPSILON = 0x1p-56;

  private final LoopBuilder b;
  private final BesselI op;

  private Bessel(LoopBuilder b, BesselI op) {
    this.b = b;
    this.op = op;
  }

  static Atom modified(LoopBuilder b, BesselI op, Atom x) {
    Atom value = new Bessel(b, op).of(b.convert(DType.F64, x));
    return b.convert(x.type(), value);
  }

  private static Literal number(double value) {
    return Literal.of(DType.F64, value);
  }

  private Atom over(Atom x, Atom y) {
    return b.let(Code.DIVIDE, x, y);
  }

  private Atom of(Atom x) {
    Atom size = b.let(Code.ABS, x);
    double far = FAR + (double) op.order() * op.order();
    Cell value = b.cell(number(0));
    b.branch(
        b.less(size, number(far)),
        () -> b.add(new Statement.Write(value, near(size))),
        () -> b.add(new Statement.Write(value, far(size))));
    Atom found = b.read(value);
    return op.order() % 2 == 1 ? b.let(Code.COPY_SIGN, found, x) : found;
  }

  private Atom near(Atom x) {
    Atom half = b.times(x, number(0.5));
    Atom first = number(1);
    for (int i = 1; i <= op.order(); i++) {
      first = b.times(first, over(half, number(i)));
    }
    Atom square = b.times(half, half);
    Cell term = b.cell(first);
    Cell sum = b.cell(number(0));
    Cell number = b.cell(number(1));
    b.loopWhile(
        () -> b.less(b.times(number(EPSILON), b.read(sum)), b.read(term)),
        () -> {
          Atom last = b.read(term);
          Atom k = b.read(number);
          b.add(new Statement.Write(sum, b.plus(b.read(sum), last)));
          Atom divisor = b.times(k, b.plus(k, number(op.order())));
          b.add(new Statement.Write(term, b.times(last, over(square, divisor))));
          b.add(new Statement.Write(number, b.plus(k, number(1))));
        });
    Atom all = b.read(sum);
    return op.scaled() ? b.times(all, Exponentials.exp(b, b.let(Code.NEGATE, x))) : all;
  }

  /** The exponential in two halves, as it overflows before the result does. */
  private Atom far(Atom x) {
    Cell term = b.cell(number(1));
    Cell sum = b.cell(number(1));
    Cell number = b.cell(number(1));
    b.loopWhile(
        () -> b.less(number(EPSILON), b.let(Code.ABS, b.read(term))),
        () -> {
          Atom k = b.read(number);
          Atom odd = b.minus(b.plus(k, k), number(1));
          Atom above = b.minus(b.times(odd, odd), number(4.0 * op.order() * op.order()));
          Atom ratio = over(above, b.times(b.times(number(8), k), x));
          Atom next = b.times(b.read(term), ratio);
          b.add(new Statement.Write(term, next));
          b.add(new Statement.Write(sum, b.plus(b.read(sum), next)));
          b.add(new Statement.Write(number, b.plus(k, number(1))));
        });
    Atom root = b.let(Code.SQRT, b.times(number(2 * Math.PI), x));
    Atom value = over(b.read(sum), root);
    if (op.scaled()) {
      return value;
    }
    Atom half = Exponentials.exp(b, b.times(x, number(0.5)));
    Atom infinity = number(Double.POSITIVE_INFINITY);
    return b.select(b.equal(half, infinity), infinity, b.times(b.times(value, half), half));
  }
}
