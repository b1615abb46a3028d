package org.tgraph.op.index;

import java.util.List;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

/** The operations that read and write elements at computed positions, and that compute them. */
public final class IndexOps {
  public static final List<Op> ALL =
      List.of(
          new Gather(0, 1),
          new LastWrite(0, Dim.of(3)),
          new Nonzero(new SizeVar("count", 0, SizeVar.Role.COUNTED)),
          new RepeatedPlaces(new SizeVar("count", 0, SizeVar.Role.COUNTED)),
          new ScatterAdd(0, 1, Shape.of(3)));

  private IndexOps() {}
}
