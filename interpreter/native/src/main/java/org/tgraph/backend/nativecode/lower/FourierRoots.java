package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.type.DType;

/** The roots of unity, right to rounding, and 1, -1, i and -i exact. */
final class FourierRoots {
  private static final Literal ONE = Literal.of(1);

  /** What half of {@code Math.PI} lacks of a quarter of the circle. */
  private static final double REST_OF_QUARTER = 6.123233995736766e-17;

  private FourierRoots() {}

  /**
   * Fills memory with all of a size, the real parts before the imaginary ones; where the size is a
   * multiple of eight, those of an eighth of the circle are found and the others are as long.
   */
  static void fill(LoopBuilder b, Buffer to, Atom size) {
    Atom eighth = b.let(Code.UNSIGNED_QUOTIENT, size, Literal.of(8));
    b.branch(
        b.equal(b.times(eighth, Literal.of(8)), size),
        () -> b.kernel(() -> b.loop(b.plus(eighth, ONE), k -> mirrored(b, to, size, eighth, k))),
        () -> b.kernel(() -> b.loop(size, k -> store(b, to, size, k, root(b, k, size)))));
  }

  private static void mirrored(LoopBuilder b, Buffer to, Atom size, Atom eighth, Atom k) {
    Pair root = root(b, k, size);
    Pair turned = new Pair(root.im(), root.re());
    Atom quarter = b.times(eighth, Literal.of(2));
    for (int i = 0; i < 4; i++) {
      // i quarter turns on.
      Atom start = b.times(quarter, Literal.of(i));
      Atom next = b.times(quarter, Literal.of(i + 1));
      store(b, to, size, b.plus(start, k), turn(b, root, i));
      Atom before = b.minus(next, k);
      Pair mirrored =
          turn(b, new Pair(b.let(Code.NEGATE, turned.re()), b.let(Code.NEGATE, turned.im())), i);
      store(b, to, size, b.select(b.equal(before, size), Literal.of(0), before), mirrored);
    }
  }

  /** So many factors of {@code -i}. */
  private static Pair turn(LoopBuilder b, Pair x, int quarters) {
    return quarters == 0 ? x : turn(b, new Pair(x.im(), b.let(Code.NEGATE, x.re())), quarters - 1);
  }

  private static void store(LoopBuilder b, Buffer to, Atom half, Atom at, Pair value) {
    b.store(to, at, value.re());
    b.store(to, b.plus(at, half), value.im());
  }

  /** {@code exp(-2πi k / n)}, as the definition finds it: from the nearest quarter turn. */
  static Pair root(LoopBuilder b, Atom k, Atom n) {
    Atom above = b.plus(b.times(k, Literal.of(8)), n);
    Atom quarters = b.let(Code.UNSIGNED_QUOTIENT, above, b.times(n, Literal.of(2)));
    Atom whole = b.minus(b.times(k, Literal.of(4)), b.times(quarters, n));
    Atom rest = b.convert(DType.F64, whole);
    Atom count = b.convert(DType.F64, n);
    Atom share = b.let(Code.DIVIDE, rest, count);
    Atom left = b.let(Code.FUSED_MULTIPLY_ADD, b.let(Code.NEGATE, share), count, rest);
    Atom quarter = Literal.of(DType.F64, Math.PI / 2);
    Atom angle = b.times(quarter, share);
    Atom rounded = b.let(Code.FUSED_MULTIPLY_ADD, quarter, share, b.let(Code.NEGATE, angle));
    Atom small =
        b.plus(
            b.plus(rounded, b.times(Literal.of(DType.F64, REST_OF_QUARTER), share)),
            b.times(quarter, b.let(Code.DIVIDE, left, count)));
    Atom c = Trigonometry.cosOfSmall(b, angle);
    Atom s = Trigonometry.sinOfSmall(b, angle);
    Atom cos = b.minus(c, b.times(small, s));
    Atom sin = b.let(Code.NEGATE, b.plus(s, b.times(small, c)));
    Atom isOdd = b.equal(b.let(Code.AND, quarters, ONE), ONE);
    Atom re = b.select(isOdd, sin, cos);
    Atom im = b.select(isOdd, b.let(Code.NEGATE, cos), sin);
    Atom isOpposite = b.equal(b.let(Code.AND, quarters, Literal.of(2)), Literal.of(2));
    return new Pair(
        b.select(isOpposite, b.let(Code.NEGATE, re), re),
        b.select(isOpposite, b.let(Code.NEGATE, im), im));
  }
}
