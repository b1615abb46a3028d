package org.tgraph.graph;

import java.util.List;
import org.tgraph.op.Op;

/** {@code results = op(operands)}. */
public record Equation(Op op, List<Value> operands, List<Value> results, Origin origin) {
  public Equation {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
  }

  public Value result() {
    return results.get(0);
  }
}
