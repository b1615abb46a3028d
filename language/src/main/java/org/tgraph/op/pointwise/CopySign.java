package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;

import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The magnitude of x with the sign of y, also where y is a signed zero. */
public record CopySign() implements Binary {
  @Override
  public String name() {
    return "copysign";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    return Math.copySign(x, y);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value one = constant(b, 1, out);
      return i == 0
          ? multiply(b, b.one(this, one, in.get(0)), b.one(this, one, in.get(1)))
          : constant(b, 0, out);
    });
  }
}
