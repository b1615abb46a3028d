package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.square;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The angle from -π/2 to π/2 whose tangent each element is. */
public record Atan() implements Unary {
  @Override
  public String name() {
    return "atan";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.atan(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.atan();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> reciprocal(b, add(b, constant(b, 1, out), square(b, in.get(0)))));
  }

  /** {@code atan2(x, 1)}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          return b.one(new Atan2(), in.get(0), Formula.constant(b, 1, in.get(0)));
        });
  }
}
