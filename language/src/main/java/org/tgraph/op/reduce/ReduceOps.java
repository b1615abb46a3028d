package org.tgraph.op.reduce;

import java.util.List;
import org.tgraph.op.Op;

/** The operations that combine the elements along axes. */
public final class ReduceOps {
  public static final List<Op> ALL =
      List.of(
          new All(List.of(0)),
          new Any(List.of(0)),
          new ArgMax(0),
          new ArgMin(0),
          new CumProd(0, false, false),
          new CumSum(0, false, false),
          new LinearRecurrence(0, false),
          new Max(List.of(0)),
          new Min(List.of(0)),
          new Prod(List.of(0)),
          new Sum(List.of(0)));

  private ReduceOps() {}
}
