package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The greatest whole number that is not above each element. */
public record Floor() implements Unary {
  @Override
  public String name() {
    return "floor";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x) {
    return Math.floor(x);
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
