package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * The greater of two elements; {@code nan} where one is, and -0 is less than +0. Equal elements
 * share the derivative.
 */
public record Maximum() implements Binary {
  @Override
  public String name() {
    return "maximum";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x, double y) {
    return Math.max(x, y);
  }

  @Override
  public long apply(long x, long y, DType type) {
    return type == DType.U64 ? (Long.compareUnsigned(x, y) > 0 ? x : y) : Math.max(x, y);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> Formula.share(b, in.get(i), out, in.get(1 - i)));
  }
}
