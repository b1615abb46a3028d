package org.tgraph.backend.nativecode.lower;

import java.util.function.UnaryOperator;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/** Arithmetic of doubles as loop code, in the words of formulas. */
final class Doubles extends Floats {
  private static final DType F = DType.F64;

  /** Adding it rounds a number below 2⁵¹ to a whole one, which is then in the lowest bits. */
  static final double ROUNDER = 0x1.8p52;

  private static final long SIGN = 1L << 63;

  Doubles(LoopBuilder b) {
    super(b, F);
  }

  /** A function of doubles for an element of any type of floats. */
  static Atom widened(LoopBuilder b, Atom x, UnaryOperator<Atom> function) {
    return b.convert(x.type(), function.apply(b.convert(F, x)));
  }

  static Literal number(double value) {
    return Literal.of(F, value);
  }

  /** One factor where the square of a size may overflow, another where it may vanish, else 1. */
  Atom bySize(Atom size, double large, double small) {
    return select(less(0x1p500, size), large, select(less(size, 0x1p-500), small, 1));
  }

  Atom bits(Atom x) {
    return b.let(Code.BITS, DType.I64, x);
  }

  /** The number, with the other sign where the lowest bit of a whole number is set. */
  Atom turned(Atom x, Atom whole) {
    Atom sign = b.let(Code.SHIFT_LEFT, whole, Literal.of(63));
    return fromBits(b.let(Code.XOR, bits(x), sign));
  }

  /** Whether the sign bit is set. */
  Atom hasSign(Atom x) {
    return b.less(bits(x), Literal.of(0));
  }

  /** The number, with the other sign where {@code sign} has one. */
  Atom turnedBy(Atom x, Atom sign) {
    Atom bit = b.let(Code.AND, bits(sign), Literal.of(SIGN));
    return fromBits(b.let(Code.XOR, bits(x), bit));
  }

  /** Two to the power of a whole number, which has to be the exponent of a normal number. */
  Atom powerOfTwo(Atom whole) {
    return fromBits(b.let(Code.SHIFT_LEFT, b.plus(whole, Literal.of(1023)), Literal.of(52)));
  }

  /**
   * A sum of two doubles that is not rounded: about 106 bits (T. J. Dekker, "A floating-point
   * technique for extending the available precision", Numerische Mathematik 18, 1971).
   */
  record Sum(Atom high, Atom low) {}

  /** Exact, if x is not smaller in size than y, or is 0. */
  Sum sum(Atom x, Atom y) {
    Atom high = plus(x, y);
    return new Sum(high, plus(minus(x, high), y));
  }

  /** Exact, whichever is smaller (D. Knuth, "The art of computer programming", 4.2.2). */
  Sum anySum(Atom x, Atom y) {
    Atom high = plus(x, y);
    Atom second = minus(high, x);
    Atom first = minus(high, second);
    return new Sum(high, plus(minus(x, first), minus(y, second)));
  }

  /** Exact but where it underflows. */
  Sum product(Atom x, Atom y) {
    Atom high = times(x, y);
    return new Sum(high, lost(x, y, high));
  }

  Sum times(Sum x, Sum y) {
    Atom high = times(x.high, y.high);
    Atom low = fma(x.high, y.low, fma(x.low, y.high, lost(x.high, y.high, high)));
    return new Sum(high, low);
  }

  Atom value(Sum x) {
    return plus(x.high, x.low);
  }

  /** To about 100 bits, if the low parts are. */
  Sum over(Sum x, Sum y) {
    Atom inverse = over(1, y.high);
    Atom high = times(x.high, inverse);
    Atom rest = plus(lostOf(x.high, high, y.high), fma(negative(high), y.low, x.low));
    return new Sum(high, times(rest, inverse));
  }

  /** {@code x - y z}, rounded once. */
  private Atom lostOf(Atom x, Atom y, Atom z) {
    return fma(negative(y), z, x);
  }
}
