package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.divide;
import static org.tgraph.op.pointwise.Formula.negative;
import static org.tgraph.op.pointwise.Formula.reciprocal;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The quotient, element by element. */
public record Divide() implements Binary {
  @Override
  public String name() {
    return "divide";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x, double y) {
    return x / y;
  }

  @Override
  public Complex apply(Complex x, Complex y) {
    return x.divide(y);
  }

  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.ANY : Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        i == 0 ? reciprocal(b, in.get(1)) : negative(b, divide(b, out, in.get(1))));
  }
}
