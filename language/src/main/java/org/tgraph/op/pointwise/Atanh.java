package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The inverse of the hyperbolic tangent; {@code nan} outside of -1 to 1 unless it is complex. */
public record Atanh() implements Unary {
  @Override
  public String name() {
    return "atanh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return InverseHyperbolic.atanh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.atanh();
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(-0.9, 0.9);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value one = constant(b, 1, out);
      return reciprocal(b, multiply(b, subtract(b, one, in.get(0)), add(b, one, in.get(0))));
    });
  }

  /** {@code log1p(2 * a / (1 - a)) / 2} of the magnitude. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value a = Composition.abs(b, x);
          Value rest = Formula.subtract(b, Formula.constant(b, 1, x), a);
          Value ratio = Formula.divide(b, Formula.add(b, a, a), rest);
          Value size = Composition.scaled(b, 0.5, b.one(new Log1p(), ratio));
          return Composition.signed(b, size, x);
        });
  }
}
