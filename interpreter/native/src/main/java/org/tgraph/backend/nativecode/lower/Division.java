package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * Division that rounds down, and what it leaves, as {@code floor_divide} and {@code remainder}
 * define them. Whole numbers divided by 0 give anything; a check comes before where that matters.
 */
final class Division {
  private Division() {}

  static Atom quotient(LoopBuilder b, Atom x, Atom y) {
    DType type = x.type();
    if (type.isFloat()) {
      return b.convert(type, ofDoubles(b, b.convert(DType.F64, x), b.convert(DType.F64, y)));
    }
    Atom divisor = divisor(b, y);
    if (type.isUnsigned()) {
      return b.let(Code.UNSIGNED_QUOTIENT, x, divisor);
    }
    // The least number divided by -1 has no instruction.
    Atom minusOne = new Literal(type, -1);
    Atom isMinusOne = b.equal(divisor, minusOne);
    Atom safe = b.select(isMinusOne, new Literal(type, 1), divisor);
    Atom quotient = b.let(Code.QUOTIENT, x, safe);
    Atom rest = b.minus(x, b.times(quotient, safe));
    Atom down = b.plus(quotient, minusOne);
    Atom whole = b.select(isAcross(b, rest, safe), down, quotient);
    return b.select(isMinusOne, b.let(Code.NEGATE, x), whole);
  }

  static Atom remainder(LoopBuilder b, Atom x, Atom y) {
    DType type = x.type();
    if (type.isFloat()) {
      Atom divisor = b.convert(DType.F64, y);
      Atom rest = b.let(Code.MODULO, b.convert(DType.F64, x), divisor);
      Atom zero = Literal.of(DType.F64, 0);
      Atom across = b.let(Code.XOR, b.less(rest, zero), b.less(divisor, zero));
      Atom shifted = b.select(across, b.plus(rest, divisor), rest);
      Atom none = b.let(Code.COPY_SIGN, rest, divisor);
      return b.convert(type, b.select(b.equal(rest, zero), none, shifted));
    }
    if (b.isWithin(x, y)) {
      return x;
    }
    Atom divisor = divisor(b, y);
    if (type.isUnsigned()) {
      return b.let(Code.UNSIGNED_REST, x, divisor);
    }
    Atom isMinusOne = b.equal(divisor, new Literal(type, -1));
    Atom safe = b.select(isMinusOne, new Literal(type, 1), divisor);
    Atom rest = b.let(Code.REST, x, safe);
    return b.select(isAcross(b, rest, safe), b.plus(rest, safe), rest);
  }

  private static Atom divisor(LoopBuilder b, Atom y) {
    if (y instanceof Literal known && known.bits() != 0) {
      return y;
    }
    DType type = y.type();
    return b.select(b.equal(y, new Literal(type, 0)), new Literal(type, 1), y);
  }

  /** Whether there is a rest, with another sign than the divisor. */
  private static Atom isAcross(LoopBuilder b, Atom rest, Atom divisor) {
    Atom zero = new Literal(rest.type(), 0);
    Atom differ = b.let(Code.XOR, b.less(rest, zero), b.less(divisor, zero));
    return b.and(b.not(b.equal(rest, zero)), differ);
  }

  private static Atom ofDoubles(LoopBuilder b, Atom x, Atom y) {
    Atom zero = Literal.of(DType.F64, 0);
    Atom exact = b.let(Code.DIVIDE, x, y);
    Atom rest = b.let(Code.MODULO, x, y);
    Atom differ = b.let(Code.XOR, b.less(rest, zero), b.less(y, zero));
    Atom across = b.and(b.not(b.equal(rest, zero)), differ);
    Atom adjusted = b.select(across, b.plus(rest, y), rest);
    Atom atInfinity = b.select(b.equal(adjusted, x), zero, Literal.of(DType.F64, -1));
    Atom divided = b.let(Code.DIVIDE, b.minus(x, adjusted), y);
    Atom whole = b.select(Pointwise.isInfinite(b, y), atInfinity, divided);
    Atom rounded = b.let(Code.ROUND, whole);
    Atom signed = b.select(b.equal(rounded, zero), b.let(Code.COPY_SIGN, zero, exact), rounded);
    Atom special = b.or(b.equal(y, zero), b.or(Pointwise.isInfinite(b, x), Pointwise.isNan(b, x)));
    return b.select(special, exact, signed);
  }
}
