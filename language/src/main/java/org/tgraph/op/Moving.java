package org.tgraph.op;

import java.util.List;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/** An operation that moves and repeats numbers, and computes with none. */
public interface Moving extends Op {
  @Override
  default Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Dim.ZERO;
  }
}
