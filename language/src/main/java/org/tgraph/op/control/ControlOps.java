package org.tgraph.op.control;

import java.util.List;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** The operations that hold graphs. */
public final class ControlOps {
  public static final List<Op> ALL = List.of(example());

  private ControlOps() {}

  private static Op example() {
    return new Cond(ofTwo(new Add()), ofTwo(new Multiply()));
  }

  private static Graph ofTwo(Op op) {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.scalar(DType.F64), "x");
    Value y = b.input(TensorType.scalar(DType.F64), "y");
    return b.build(List.of(b.one(op, x, y)));
  }
}
