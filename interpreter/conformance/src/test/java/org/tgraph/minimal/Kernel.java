package org.tgraph.minimal;

import java.util.List;
import org.tgraph.op.Op;
import org.tgraph.type.TensorType;

/** Computes one operation. */
interface Kernel {
  /**
   * @param result the type of the result, all sizes known
   * @throws NoResult where the values allow none
   */
  Tensor run(Op op, List<Tensor> operands, TensorType result);

  /** There is no result; the operation's definition knows why. */
  final class NoResult extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
