package org.tgraph.data;

import org.tgraph.array.Array;
import org.tgraph.type.DType;

/** A number as text: the shortest that reads back as the same. */
final class ExactText {
  private ExactText() {}

  /** Element {@code i}, which is not complex: {@code 1.0E-5}, {@code nan}, {@code -inf}. */
  static String of(Array array, long i) {
    DType dtype = array.dtype();
    if (dtype == DType.BOOL) {
      return array.getBoolean(i) ? "true" : "false";
    }
    if (dtype.isInt()) {
      long value = array.getLong(i);
      return dtype == DType.U64 ? Long.toUnsignedString(value) : Long.toString(value);
    }
    double value = array.getDouble(i);
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return dtype == DType.F32 ? Float.toString((float) value) : Double.toString(value);
  }
}
