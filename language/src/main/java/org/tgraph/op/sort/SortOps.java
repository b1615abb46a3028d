package org.tgraph.op.sort;

import java.util.List;
import org.tgraph.op.Op;

/** The operations that put elements in order. */
public final class SortOps {
  public static final List<Op> ALL = List.of(new ArgSort(0, false), new Sort(0, false));

  private SortOps() {}
}
