package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/** Arithmetic of single floats as loop code, in the words of formulas. */
final class Singles {
  private static final DType F = DType.F32;

  private final LoopBuilder b;

  Singles(LoopBuilder b) {
    this.b = b;
  }

  static boolean is(Atom x) {
    return x.type() == F;
  }

  static Literal number(double value) {
    return Literal.of(F, value);
  }

  static Literal whole(int value) {
    return new Literal(DType.I32, value);
  }

  Atom plus(Atom x, double y) {
    return b.plus(x, number(y));
  }

  Atom minus(Atom x, double y) {
    return b.minus(x, number(y));
  }

  Atom minus(double x, Atom y) {
    return b.minus(number(x), y);
  }

  Atom square(Atom x) {
    return b.times(x, x);
  }

  Atom over(double x, Atom y) {
    return b.let(Code.DIVIDE, number(x), y);
  }

  /** {@code x y + z}, rounded once. */
  Atom fma(Atom x, Atom y, Atom z) {
    return b.let(Code.FUSED_MULTIPLY_ADD, x, y, z);
  }

  Atom fma(Atom x, double y, Atom z) {
    return fma(x, number(y), z);
  }

  Atom fma(Atom x, Atom y, double z) {
    return fma(x, y, number(z));
  }

  Atom fma(Atom x, double y, double z) {
    return fma(x, number(y), number(z));
  }

  Atom size(Atom x) {
    return b.let(Code.ABS, x);
  }

  Atom withSign(Atom x, Atom sign) {
    return b.let(Code.COPY_SIGN, x, sign);
  }

  Atom upTo(double most, Atom x) {
    return b.let(Code.MINIMUM, x, number(most));
  }

  Atom between(Atom x, double low, double high) {
    return upTo(high, b.let(Code.MAXIMUM, x, number(low)));
  }

  Atom less(Atom x, double y) {
    return b.less(x, number(y));
  }

  Atom bits(Atom x) {
    return b.let(Code.BITS, DType.I32, x);
  }

  Atom fromBits(Atom x) {
    return b.let(Code.FROM_BITS, F, x);
  }

  /** By Horner's rule; the coefficient of the lowest power is the first. */
  Atom polynomial(double[] coefficients, Atom x) {
    Atom sum = number(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = fma(sum, x, number(coefficients[i]));
    }
    return sum;
  }
}
