package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.type.Kind;

/** Whether each element is not a number; a complex one, whether a part is not. */
public record IsNan() implements Predicate {
  @Override
  public String name() {
    return "isnan";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public boolean test(double x) {
    return Double.isNaN(x);
  }

  /** {@code x != x}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(List.of(b.one(new NotEqual(), operands.get(0), operands.get(0))));
  }
}
