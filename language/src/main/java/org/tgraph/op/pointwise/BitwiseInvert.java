package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Each bit inverted; of a {@code bool}, whether it is false. */
public record BitwiseInvert() implements Unary {
  @Override
  public String name() {
    return "bitwise_invert";
  }

  @Override
  public Kind kind() {
    return Kind.BITS;
  }

  @Override
  public long apply(long x, DType type) {
    return type == DType.BOOL ? 1 - x : ~x;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}
