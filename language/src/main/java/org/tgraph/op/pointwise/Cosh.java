package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The hyperbolic cosine. */
public record Cosh() implements Unary {
  @Override
  public String name() {
    return "cosh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.cosh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.cosh();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Sinh(), in.get(0)));
  }
}
