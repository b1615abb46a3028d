package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Each element without its fraction. */
public record Trunc() implements Unary {
  @Override
  public String name() {
    return "trunc";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  @Override
  public long apply(long x, DType type) {
    return x;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /** Rounded towards 0; integers are whole. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value x = operands.get(0);
    if (x.type().element().isIn(Kind.INT)) {
      return Optional.of(List.of(x));
    }
    Value negative = Composition.less(b, x, Formula.constant(b, 0, x));
    return Optional.of(
        List.of(Formula.select(b, negative, b.one(new Ceil(), x), b.one(new Floor(), x))));
  }
}
