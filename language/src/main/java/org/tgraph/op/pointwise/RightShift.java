package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * Each element with its bits y places lower; those that come in at the top are the sign's. Where y
 * is negative or not less than the width of the type, only they are left.
 */
public record RightShift() implements Binary {
  @Override
  public String name() {
    return "right_shift";
  }

  @Override
  public Kind kind() {
    return Kind.INT;
  }

  @Override
  public long apply(long x, long y, DType type) {
    return LeftShift.isWithin(y, type)
        ? (type == DType.U64 ? x >>> y : x >> y)
        : (type.isUnsigned() || x >= 0 ? 0 : -1);
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}
