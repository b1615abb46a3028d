package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/** Arithmetic of single floats as loop code, in the words of formulas. */
final class Singles extends Floats {
  private static final DType F = DType.F32;

  Singles(LoopBuilder b) {
    super(b, F);
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

  Atom upTo(double most, Atom x) {
    return b.let(Code.MINIMUM, x, number(most));
  }

  Atom between(Atom x, double low, double high) {
    return upTo(high, b.let(Code.MAXIMUM, x, number(low)));
  }

  Atom bits(Atom x) {
    return b.let(Code.BITS, DType.I32, x);
  }
}
