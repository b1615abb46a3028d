package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.type.DType;

/** What is done with complex numbers, as what is done with their parts. */
final class ComplexNumbers {
  private ComplexNumbers() {}

  /** Whether an operand or the result is complex. */
  static boolean has(DType type, List<Atom> operands) {
    return type.isComplex() || operands.stream().anyMatch(x -> x.type().isComplex());
  }

  static Atom let(LoopBuilder b, Code code, DType type, List<Atom> x) {
    return switch (code) {
      case SELECT -> {
        Pair then = (Pair) x.get(1);
        Pair otherwise = (Pair) x.get(2);
        yield new Pair(
            b.select(x.get(0), then.re(), otherwise.re()),
            b.select(x.get(0), then.im(), otherwise.im()));
      }
      case CONVERT -> convert(b, type, x.get(0));
      case MULTIPLY -> product(b, (Pair) x.get(0), (Pair) x.get(1));
      case EQUAL -> b.and(b.equal(re(x.get(0)), re(x.get(1))), b.equal(im(x.get(0)), im(x.get(1))));
      case NOT_EQUAL ->
          b.or(
              b.let(Code.NOT_EQUAL, DType.BOOL, re(x.get(0)), re(x.get(1))),
              b.let(Code.NOT_EQUAL, DType.BOOL, im(x.get(0)), im(x.get(1))));
      case ADD, SUBTRACT, NEGATE, ROUND ->
          new Pair(
              b.let(code, x.stream().map(ComplexNumbers::re).toArray(Atom[]::new)),
              b.let(code, x.stream().map(ComplexNumbers::im).toArray(Atom[]::new)));
      default -> throw new IllegalStateException(code + " of complex numbers");
    };
  }

  static Atom re(Atom x) {
    return x instanceof Pair pair ? pair.re() : x;
  }

  /** Of a real number, 0. */
  static Atom im(Atom x) {
    return x instanceof Pair pair ? pair.im() : new Literal(x.type(), 0);
  }

  static Atom conjugate(LoopBuilder b, Atom x) {
    return x instanceof Pair pair ? new Pair(pair.re(), b.let(Code.NEGATE, pair.im())) : x;
  }

  static Atom absolute(LoopBuilder b, Pair x) {
    Atom size = b.let(Code.HYPOT, b.convert(DType.F64, x.re()), b.convert(DType.F64, x.im()));
    return b.convert(x.re().type(), size);
  }

  private static Atom convert(LoopBuilder b, DType type, Atom x) {
    if (type.isComplex()) {
      DType part = type.part();
      Atom im = x instanceof Pair pair ? b.convert(part, pair.im()) : Literal.of(part, 0);
      return new Pair(b.convert(part, re(x)), im);
    }
    if (type != DType.BOOL) {
      throw new IllegalStateException("from " + x.type() + " to " + type);
    }
    return b.or(b.convert(DType.BOOL, re(x)), b.convert(DType.BOOL, im(x)));
  }

  /** Parts of single precision are widened before, and each is rounded after. */
  private static Pair product(LoopBuilder b, Pair x, Pair y) {
    DType type = x.re().type();
    Atom a = b.convert(DType.F64, x.re());
    Atom c = b.convert(DType.F64, x.im());
    Atom d = b.convert(DType.F64, y.re());
    Atom e = b.convert(DType.F64, y.im());
    return new Pair(
        b.convert(type, b.minus(b.times(a, d), b.times(c, e))),
        b.convert(type, b.plus(b.times(a, e), b.times(c, d))));
  }
}
