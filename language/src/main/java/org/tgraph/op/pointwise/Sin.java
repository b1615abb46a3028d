package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The sine of an angle in radians. */
public record Sin() implements Unary {
  @Override
  public String name() {
    return "sin";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.sin(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.sin();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Cos(), in.get(0)));
  }
}
