package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.sqrt;
import static org.tgraph.op.pointwise.Formula.square;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The inverse of the hyperbolic sine. */
public record Asinh() implements Unary {
  @Override
  public String name() {
    return "asinh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return InverseHyperbolic.asinh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.asinh();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        reciprocal(b, sqrt(b, add(b, square(b, in.get(0)), constant(b, 1, out)))));
  }
}
