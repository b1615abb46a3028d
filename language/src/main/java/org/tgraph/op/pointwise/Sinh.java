package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The hyperbolic sine. */
public record Sinh() implements Unary {
  @Override
  public String name() {
    return "sinh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.sinh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.sinh();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Cosh(), in.get(0)));
  }
}
