package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Each element without its fraction. */
public record Trunc() implements Unary {
  @Override
  public String name() {
    return "trunc";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
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
