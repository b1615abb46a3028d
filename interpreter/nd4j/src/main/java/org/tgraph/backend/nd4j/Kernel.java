package org.tgraph.backend.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tgraph.op.Op;
import org.tgraph.type.TensorType;

/** Computes one operation that has one result, by a call of ND4J. */
interface Kernel<O extends Op> {
  /**
   * @param in the operands, none of which is empty, nor is the result; they may not be changed
   * @param result its type
   * @return the result, of any layout; null to leave these operands to the operation's definition
   */
  INDArray run(O op, List<Tensor> in, TensorType result);
}
