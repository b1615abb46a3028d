package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** e to the power of each element. */
public record Exp() implements Unary {
  @Override
  public String name() {
    return "exp";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.exp(x);
  }

  @Override
  public Complex apply(Complex x) {
    return ComplexExponentials.exp(x);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> out);
  }
}
