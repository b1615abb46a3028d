package org.tgraph.op.layout;

import java.util.List;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** The operations that move, repeat or leave out elements and compute nothing. */
public final class LayoutOps {
  public static final List<Op> ALL =
      List.of(
          new Broadcast(Shape.of(2, 3), List.of(1)),
          new Coerce(TensorType.of(DType.F64, Dim.of(2), Dim.of(3)), List.of()),
          new Concat(0, 2),
          new Flip(List.of(0)),
          new Pad(List.of(Dim.ONE), List.of(Dim.of(2)), List.of(1)),
          new Require("It does not hold."),
          new Reshape(Shape.of(6)),
          new Slice(List.of(Dim.ONE), List.of(Dim.of(2)), List.of(2)),
          new Transpose(List.of(1, 0)));

  private LayoutOps() {}
}
