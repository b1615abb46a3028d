package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.square;

import java.util.List;
import org.apache.commons.numbers.gamma.InverseErf;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/** The number whose error function each element is; {@code nan} outside of -1 to 1. */
public record ErfInv() implements Unary {
  @Override
  public String name() {
    return "erfinv";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    return InverseErf.value(x);
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(-0.9, 0.9);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        multiply(b, constant(b, 1 / Erf.SLOPE, out), b.one(new Exp(), square(b, out))));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(2);
  }
}
