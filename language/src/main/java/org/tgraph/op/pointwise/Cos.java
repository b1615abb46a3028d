package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.negative;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The cosine of an angle in radians. */
public record Cos() implements Unary {
  @Override
  public String name() {
    return "cos";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.cos(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.cos();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> negative(b, b.one(new Sin(), in.get(0))));
  }
}
