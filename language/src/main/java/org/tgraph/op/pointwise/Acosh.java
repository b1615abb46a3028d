package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.sqrt;
import static org.tgraph.op.pointwise.Formula.subtract;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The inverse of the hyperbolic cosine; {@code nan} below 1 unless it is complex. */
public record Acosh() implements Unary {
  @Override
  public String name() {
    return "acosh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return InverseHyperbolic.acosh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.acosh();
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(1.2, 4);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value one = constant(b, 1, out);
      return reciprocal(
          b, multiply(b, sqrt(b, subtract(b, in.get(0), one)), sqrt(b, add(b, in.get(0), one))));
    });
  }
}
