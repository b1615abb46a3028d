package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.divide;

import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/**
 * The length of the vector (x, y), without overflow on the way; infinite where a part is, even if
 * the other is {@code nan}. At 0 its derivative is taken to be 0.
 */
public record Hypot() implements Binary {
  @Override
  public String name() {
    return "hypot";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    return Math.hypot(x, y);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> divide(b, in.get(i), Formula.nonzero(b, out)));
  }
}
