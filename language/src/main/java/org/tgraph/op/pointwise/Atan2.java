package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.divide;
import static org.tgraph.op.pointwise.Formula.negative;

import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The angle of the point (y, x), the first operand being y. */
public record Atan2() implements Binary {
  @Override
  public String name() {
    return "atan2";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    return Math.atan2(x, y);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value radius = b.one(new Hypot(), in.get(0), in.get(1));
      Value scaled = divide(b, in.get(1 - i), radius);
      Value partial = divide(b, scaled, radius);
      return i == 0 ? partial : negative(b, partial);
    });
  }
}
