package org.tgraph.op.create;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/** The operations that make a tensor of none. */
public final class CreateOps {
  public static final List<Op> ALL =
      List.of(
          new Constant(Array.scalar(1.0)), new Iota(Dim.of(3), DType.I64), new SizeOf(Dim.of(3)));

  private CreateOps() {}
}
