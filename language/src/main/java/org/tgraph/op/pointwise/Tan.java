package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.square;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The tangent of an angle in radians. */
public record Tan() implements Unary {
  @Override
  public String name() {
    return "tan";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.tan(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.tan();
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(-1.2, 1.2);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> add(b, constant(b, 1, out), square(b, out)));
  }

  /** {@code sin(x) / cos(x)}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          return Formula.divide(b, b.one(new Sin(), in.get(0)), b.one(new Cos(), in.get(0)));
        });
  }
}
