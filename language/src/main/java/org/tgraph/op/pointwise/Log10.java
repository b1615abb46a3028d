package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.reciprocal;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The logarithm to the base 10. */
public record Log10() implements Unary {
  @Override
  public String name() {
    return "log10";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.log10(x);
  }

  @Override
  public Complex apply(Complex x) {
    return ComplexExponentials.log(x).divide(Math.log(10));
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> reciprocal(b, multiply(b, constant(b, Math.log(10), out), in.get(0))));
  }

  /** {@code log(x) / log(10)}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          return Formula.divide(b, b.one(new Log(), x), Formula.constant(b, Math.log(10), x));
        });
  }
}
