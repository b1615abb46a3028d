package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/** Arithmetic of floats of one type as loop code, in the words of formulas. */
abstract sealed class Floats permits Doubles, Singles {
  final LoopBuilder b;
  private final DType type;

  Floats(LoopBuilder b, DType type) {
    this.b = b;
    this.type = type;
  }

  private Literal literal(double value) {
    return Literal.of(type, value);
  }

  Atom plus(Atom x, Atom y) {
    return b.plus(x, y);
  }

  Atom plus(Atom x, double y) {
    return b.plus(x, literal(y));
  }

  Atom minus(Atom x, Atom y) {
    return b.minus(x, y);
  }

  Atom minus(Atom x, double y) {
    return b.minus(x, literal(y));
  }

  Atom minus(double x, Atom y) {
    return b.minus(literal(x), y);
  }

  Atom times(Atom x, Atom y) {
    return b.times(x, y);
  }

  Atom times(double x, Atom y) {
    return b.times(literal(x), y);
  }

  Atom square(Atom x) {
    return b.times(x, x);
  }

  Atom over(Atom x, Atom y) {
    return b.let(Code.DIVIDE, x, y);
  }

  Atom over(double x, Atom y) {
    return over(literal(x), y);
  }

  /** {@code x y + z}, rounded once. */
  Atom fma(Atom x, Atom y, Atom z) {
    return b.let(Code.FUSED_MULTIPLY_ADD, x, y, z);
  }

  Atom fma(Atom x, double y, Atom z) {
    return fma(x, literal(y), z);
  }

  Atom fma(Atom x, double y, double z) {
    return fma(x, literal(y), literal(z));
  }

  Atom fma(Atom x, Atom y, double z) {
    return fma(x, y, literal(z));
  }

  /** {@code x y - z}, rounded once: what is lost of a product, if z is the product. */
  Atom lost(Atom x, Atom y, Atom z) {
    return fma(x, y, negative(z));
  }

  Atom negative(Atom x) {
    return b.let(Code.NEGATE, x);
  }

  Atom size(Atom x) {
    return b.let(Code.ABS, x);
  }

  Atom root(Atom x) {
    return b.let(Code.SQRT, x);
  }

  Atom withSign(Atom x, Atom sign) {
    return b.let(Code.COPY_SIGN, x, sign);
  }

  Atom rounded(Atom x) {
    return b.let(Code.ROUND, x);
  }

  Atom less(Atom x, double y) {
    return b.less(x, literal(y));
  }

  Atom less(double x, Atom y) {
    return b.less(literal(x), y);
  }

  Atom equal(Atom x, double y) {
    return b.equal(x, literal(y));
  }

  Atom isNan(Atom x) {
    return Pointwise.isNan(b, x);
  }

  Atom select(Atom condition, Atom x, Atom y) {
    return b.select(condition, x, y);
  }

  Atom select(Atom condition, double x, Atom y) {
    return b.select(condition, literal(x), y);
  }

  Atom select(Atom condition, Atom x, double y) {
    return b.select(condition, x, literal(y));
  }

  Atom select(Atom condition, double x, double y) {
    return b.select(condition, literal(x), literal(y));
  }

  Atom fromBits(Atom x) {
    return b.let(Code.FROM_BITS, type, x);
  }

  /** By Horner's rule; the coefficient of the lowest power is the first. */
  Atom polynomial(double[] coefficients, Atom x) {
    Atom sum = literal(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = fma(sum, x, coefficients[i]);
    }
    return sum;
  }
}
