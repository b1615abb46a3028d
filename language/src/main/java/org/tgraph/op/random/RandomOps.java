package org.tgraph.op.random;

import java.util.List;
import org.tgraph.op.Op;

/** Where random numbers come from. */
public final class RandomOps {
  public static final List<Op> ALL = List.of(new Threefry());

  private RandomOps() {}
}
