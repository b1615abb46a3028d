package org.tgraph.backend.nd4j;

import static org.tgraph.backend.nd4j.Kernels.FLOATS;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.type.TensorType;

/** Products of matrices and decompositions. */
final class LinalgKernels {
  private LinalgKernels() {}

  static void addTo(Kernels k) {
    k.add(MatMul.class, FLOATS, (op, in, result) -> product(in.get(0), in.get(1), result));
    k.host(MatMul.class, "ND4J's is made for floats");
  }

  private static INDArray product(Tensor a, Tensor b, TensorType result) {
    if (result.rank() == 2) {
      return a.device().mmul(b.device());
    }
    INDArray out =
        Nd4j.createUninitialized(
            ElementTypes.of(result.dtype()), matrices(result.shape().values()), 'c');
    Calls.custom(
        "matmul",
        out,
        a.device().reshape('c', matrices(a.shape())),
        b.device().reshape('c', matrices(b.shape())));
    return out.reshape('c', result.shape().values());
  }

  /** All batch axes joined to one. */
  private static long[] matrices(long[] shape) {
    int rank = shape.length;
    long batch = 1;
    for (int axis = 0; axis < rank - 2; axis++) {
      batch *= shape[axis];
    }
    return new long[] {batch, shape[rank - 2], shape[rank - 1]};
  }
}
