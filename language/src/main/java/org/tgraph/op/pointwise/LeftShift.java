package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * Each element with its bits y places higher. All bits are gone where y is negative or not less
 * than the width of the type.
 */
public record LeftShift() implements Binary {
  @Override
  public String name() {
    return "left_shift";
  }

  @Override
  public Kind kind() {
    return Kind.INT;
  }

  @Override
  public long apply(long x, long y, DType type) {
    return LeftShift.isWithin(y, type) ? x << y : 0;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /** Whether a shift by {@code places} leaves any bit of {@code type} where it can be seen. */
  static boolean isWithin(long places, DType type) {
    return places >= 0 && places < 8L * type.bytes();
  }
}
