package org.tgraph.op;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Shape;

/** All operations. One with parameters stands here as an example of itself. */
public final class Ops {
  public static final List<Op> ALL =
      List.of(
          new Add(),
          new Broadcast(Shape.of(2, 3), List.of(1)),
          new Exp(),
          new MatMul(),
          new Reshape(Shape.of(6)),
          new Sum(List.of(0)),
          new Transpose(List.of(1, 0)));

  private static final Map<String, Op> BY_NAME =
      ALL.stream().collect(Collectors.toMap(Op::name, Function.identity()));

  private Ops() {}

  /** The operation of that name, as an example of itself; null if there is none. */
  public static Op named(String name) {
    return BY_NAME.get(name);
  }
}
