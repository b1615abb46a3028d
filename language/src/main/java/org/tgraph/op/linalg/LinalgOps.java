package org.tgraph.op.linalg;

import java.util.List;
import org.tgraph.op.Op;

/** The operations on matrices. */
public final class LinalgOps {
  public static final List<Op> ALL = List.of(new MatMul());

  private LinalgOps() {}
}
