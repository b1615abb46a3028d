package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Whether x is greater than y; false where one is {@code nan}. */
public record Greater() implements Comparison {
  @Override
  public String name() {
    return "greater";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public boolean test(double x, double y) {
    return x > y;
  }

  @Override
  public boolean test(long x, long y, DType type) {
    return Comparison.order(x, y, type) > 0;
  }

  /** {@code y < x}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(List.of(b.one(new Less(), operands.get(1), operands.get(0))));
  }
}
