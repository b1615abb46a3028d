package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.reciprocal;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The natural logarithm. */
public record Log() implements Unary {
  @Override
  public String name() {
    return "log";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.log(x);
  }

  @Override
  public Complex apply(Complex x) {
    return ComplexExponentials.log(x);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> reciprocal(b, in.get(0)));
  }
}
