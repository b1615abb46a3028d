package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.divide;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The square root, of a complex number the one whose real part is not negative. */
public record Sqrt() implements Unary {
  @Override
  public String name() {
    return "sqrt";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.sqrt(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.sqrt();
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> divide(b, constant(b, 0.5, out), out));
  }
}
