package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The least whole number that is not below each element. */
public record Ceil() implements Unary {
  @Override
  public String name() {
    return "ceil";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x) {
    return Math.ceil(x);
  }

  @Override
  public long apply(long x, DType type) {
    return x;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /** {@code -floor(-x)}; integers are whole. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value x = operands.get(0);
    return Optional.of(
        List.of(
            x.type().element().isIn(Kind.INT)
                ? x
                : Formula.negative(b, b.one(new Floor(), Formula.negative(b, x)))));
  }
}
