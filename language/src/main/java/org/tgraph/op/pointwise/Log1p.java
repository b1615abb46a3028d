package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.reciprocal;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** {@code log(1 + x)}, accurate near 0. */
public record Log1p() implements Unary {
  @Override
  public String name() {
    return "log1p";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.log1p(x);
  }

  @Override
  public Complex apply(Complex x) {
    double re = x.real();
    double im = x.imag();
    if (Math.abs(re) > 0.5 || Math.abs(im) > 0.5 || Double.isNaN(re)) {
      return ComplexExponentials.log(x.add(1));
    }
    return Complex.ofCartesian(Math.log1p(re * (2 + re) + im * im) / 2, Math.atan2(im, 1 + re));
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(-0.8, 4);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> reciprocal(b, add(b, constant(b, 1, out), in.get(0))));
  }
}
