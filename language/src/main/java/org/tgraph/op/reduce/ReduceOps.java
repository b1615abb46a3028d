package org.tgraph.op.reduce;

import java.util.List;
import org.tgraph.op.Op;

/** The operations that combine the elements along axes. */
public final class ReduceOps {
  public static final List<Op> ALL = List.of(new Sum(List.of(0)));

  private ReduceOps() {}
}
