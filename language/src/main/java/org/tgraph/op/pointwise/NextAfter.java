package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;

import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The number next to x in the direction of y, of those that the element type holds. */
public record NextAfter() implements Binary {
  @Override
  public String name() {
    return "nextafter";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    return Math.nextAfter(x, y);
  }

  @Override
  public double apply(double x, double y, DType type) {
    return type == DType.F32 ? (double) Math.nextAfter((float) x, y) : apply(x, y);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> constant(b, i == 0 ? 1 : 0, out));
  }
}
