package org.tgraph.op;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.op.control.ControlOps;
import org.tgraph.op.create.CreateOps;
import org.tgraph.op.fourier.FourierOps;
import org.tgraph.op.index.IndexOps;
import org.tgraph.op.layout.LayoutOps;
import org.tgraph.op.linalg.LinalgOps;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.op.random.RandomOps;
import org.tgraph.op.reduce.ReduceOps;
import org.tgraph.op.sort.SortOps;
import org.tgraph.op.special.SpecialOps;

/**
 * All operations, a list for each family. One with parameters stands there as an example of itself:
 * with these parameters it takes operands of some shape.
 */
public final class Ops {
  public static final List<Op> ALL =
      Stream.of(
              CreateOps.ALL,
              PointwiseOps.ALL,
              SpecialOps.ALL,
              RandomOps.ALL,
              ReduceOps.ALL,
              LayoutOps.ALL,
              IndexOps.ALL,
              SortOps.ALL,
              LinalgOps.ALL,
              FourierOps.ALL,
              ControlOps.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Op> BY_NAME =
      ALL.stream().collect(Collectors.toMap(Op::name, Function.identity()));

  private Ops() {}

  /** The operation of that name, as an example of itself; null if there is none. */
  public static Op named(String name) {
    return BY_NAME.get(name);
  }
}
