package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The least whole number that is not below each element. */
public record Ceil() implements Unary {
  @Override
  public String name() {
    return "ceil";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x) {
    return Math.ceil(x);
  }

  @Override
  public long apply(long x, DType type) {
    return x;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}
