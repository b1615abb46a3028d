package org.tgraph.op.create;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.Dim;

/** An operation without operands: what it makes depends on its parameters alone. */
public interface Creation extends Moving {
  @Override
  default Derivative derivative() {
    return Derivative.FLAT;
  }

  /** The same for each element of the batch. */
  @Override
  default List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    return b.emit(this, operands).stream().map(v -> Broadcast.leading(b, v, size)).toList();
  }
}
