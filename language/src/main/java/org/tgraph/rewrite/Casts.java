package org.tgraph.rewrite;

import org.tgraph.type.DType;

/** Which conversions keep every element as it is. */
final class Casts {
  private static final int F32_DIGITS = 24;
  private static final int F64_DIGITS = 53;

  private Casts() {}

  /** Whether a conversion of {@code from} to {@code to} may leave out {@code by} on the way. */
  static boolean isExact(DType from, Object by, Object to) {
    return by instanceof DType way
        && to instanceof DType end
        && holds(way, from)
        && !(from.isInt() && !way.isInt() && end.isInt());
  }

  /** Whether every element of type {@code x} is one of {@code wide}. */
  private static boolean holds(DType wide, DType x) {
    if (x == wide || x == DType.BOOL) {
      return true;
    }
    if (wide == DType.BOOL) {
      return false;
    }
    if (x.isInt()) {
      int bits = 8 * x.bytes() - (x.isUnsigned() ? 0 : 1);
      if (wide.isInt()) {
        boolean sign = x.isUnsigned() || !wide.isUnsigned();
        return sign && bits <= 8 * wide.bytes() - (wide.isUnsigned() ? 0 : 1);
      }
      return bits <= (wide.part() == DType.F32 ? F32_DIGITS : F64_DIGITS);
    }
    boolean digits = x.part() == DType.F32 || wide.part() == DType.F64;
    return digits && !wide.isInt() && (wide.isComplex() || !x.isComplex());
  }
}
