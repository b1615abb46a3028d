package org.tgraph.data;

import org.tgraph.type.DType;

/** Which element types a file's numbers can be read as. */
public final class Widening {
  private Widening() {}

  /**
   * Whether numbers found in a file can be read as {@code to}. Text ({@code .csv}, {@code .json})
   * reads as any type of numbers, each being checked as it is read. Stored numbers are never
   * narrowed.
   */
  public static boolean readable(DataNode.Numbers found, DType to) {
    DType from = found.dtype();
    if (found.exact() || from == DType.BOOL) {
      return allowed(from, to);
    }
    return to != DType.BOOL;
  }

  /**
   * Whether a stored number of type {@code from} is never changed by becoming a {@code to}; also
   * {@code i64} and {@code u64} as {@code f64}, of which each is checked to be exact.
   */
  static boolean allowed(DType from, DType to) {
    if (from == to) {
      return true;
    }
    if (from.isInt() && to.isInt()) {
      boolean wider = to.bytes() > from.bytes();
      return wider && (from.isUnsigned() || !to.isUnsigned());
    }
    if (from.isInt() && to.isFloat()) {
      return to == DType.F64 || from.bytes() <= 2;
    }
    boolean floating = from.isFloat() || from.isComplex();
    boolean toFloating = to.isFloat() ? from.isFloat() : to.isComplex();
    return floating && toFloating && from.part().bytes() <= to.part().bytes();
  }
}
