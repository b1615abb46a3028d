package org.tgraph.run.print;

import org.tgraph.array.Array;
import org.tgraph.type.DType;

/** A single element as text that reads back to the same value: {@code 81.0}, {@code 1.0+2.0j}. */
final class NumberText {
  private NumberText() {}

  static boolean isSingle(DType type) {
    return type.part() == DType.F32;
  }

  static String of(Array array, long i) {
    DType type = array.dtype();
    if (type == DType.BOOL) {
      return array.getBoolean(i) ? "true" : "false";
    }
    if (type.isInt()) {
      long value = array.getLong(i);
      return type == DType.U64 ? Long.toUnsignedString(value) : Long.toString(value);
    }
    if (type.isFloat()) {
      return real(array.getDouble(i), isSingle(type));
    }
    String im = brief(array.im(i), isSingle(type));
    String sign = im.startsWith("-") ? "" : "+";
    return brief(array.re(i), isSingle(type)) + sign + im + "j";
  }

  /** As Python writes it: positional from 1e-4 to below 1e16. */
  static String real(double value, boolean single) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    Decimal d = Decimal.of(value, single);
    if (value != 0 && (d.exponent() < -4 || d.exponent() >= 16)) {
      return d.first() + (d.rest().isEmpty() ? "" : "." + d.rest()) + d.power(2);
    }
    return d.whole() + "." + (d.fraction().isEmpty() ? "0" : d.fraction());
  }

  /** Without {@code .0}, as the parts of complex numbers are written. */
  private static String brief(double value, boolean single) {
    String text = real(value, single);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
