package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The and of each pair of bits, or of two bools. */
public record BitwiseAnd() implements Binary {
  @Override
  public String name() {
    return "bitwise_and";
  }

  @Override
  public Kind kind() {
    return Kind.BITS;
  }

  @Override
  public long apply(long x, long y, DType type) {
    return x & y;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}
