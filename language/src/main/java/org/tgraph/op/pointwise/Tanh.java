package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.square;
import static org.tgraph.op.pointwise.Formula.subtract;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The hyperbolic tangent. */
public record Tanh() implements Unary {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.tanh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.tanh();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> subtract(b, constant(b, 1, out), square(b, out)));
  }
}
