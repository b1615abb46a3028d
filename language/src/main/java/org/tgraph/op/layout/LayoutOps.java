package org.tgraph.op.layout;

import java.util.List;
import org.tgraph.op.Op;
import org.tgraph.type.Shape;

/** The operations that move, repeat or leave out elements and compute nothing. */
public final class LayoutOps {
  public static final List<Op> ALL =
      List.of(
          new Broadcast(Shape.of(2, 3), List.of(1)),
          new Reshape(Shape.of(6)),
          new Transpose(List.of(1, 0)));

  private LayoutOps() {}
}
