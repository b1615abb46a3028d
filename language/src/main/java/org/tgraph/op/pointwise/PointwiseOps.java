package org.tgraph.op.pointwise;

import java.util.List;
import org.tgraph.op.Op;

/** The operations that work on each element by itself. */
public final class PointwiseOps {
  public static final List<Op> ALL = List.of(new Add(), new Exp());

  private PointwiseOps() {}
}
