package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.square;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
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

  /** {@code u / (u + 2)} for {@code u = expm1(2 * x)}, of magnitudes of which it is not 1. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value most = Formula.constant(b, 22, x);
          Value a = b.one(new Minimum(), Composition.abs(b, x), most);
          Value u = b.one(new Expm1(), Formula.add(b, a, a));
          Value size = Formula.divide(b, u, Formula.add(b, u, Formula.constant(b, 2, x)));
          return Composition.signed(b, size, x);
        });
  }
}
