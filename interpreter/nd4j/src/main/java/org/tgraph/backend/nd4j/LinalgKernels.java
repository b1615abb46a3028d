package org.tgraph.backend.nd4j;

import static org.tgraph.backend.nd4j.Kernels.FLOATS;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.array.Array;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.Det;
import org.tgraph.op.linalg.Eigh;
import org.tgraph.op.linalg.Inv;
import org.tgraph.op.linalg.Lu;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.linalg.Qr;
import org.tgraph.op.linalg.Solve;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.op.linalg.Svd;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** Products of matrices and decompositions. */
final class LinalgKernels {
  private LinalgKernels() {}

  static void addTo(Kernels k) {
    k.add(MatMul.class, FLOATS, (op, in, result) -> product(in.get(0), in.get(1), result));
    k.host(MatMul.class, "ND4J's is made for floats");
    k.host(Cholesky.class, "ND4J's complains of matrices that are not positive definite");
    k.add(Det.class, FLOATS, (op, in, r) -> positive(wide("matrix_determinant", in, r)));
    // Its own inverse prints the matrices that it takes to be singular.
    k.add(
        Inv.class,
        FLOATS,
        (op, in, r) -> wide("solve", List.of(in.get(0), identity(in.get(0))), r));
    k.add(Solve.class, FLOATS, (op, in, r) -> wide("solve", in, r));
    k.add(
        SolveTriangular.class,
        FLOATS,
        (op, in, r) ->
            op.unit() ? null : wide("triangular_solve", in, r, op.lower(), op.transposed()));
    k.host(Eigh.class, "ND4J has no decomposition of symmetric matrices");
    k.host(Lu.class, "ND4J's gives the factors in one matrix, and other signs of pivots");
    k.host(Qr.class, "ND4J's has other signs than LAPACK");
    k.host(Svd.class, "ND4J's has other signs than LAPACK");
  }

  /**
   * In double precision. What has no finite result, or what ND4J takes to be singular, is left to
   * the definition, which says what is wrong with it if anything is.
   */
  private static INDArray wide(
      String name, List<Tensor> in, TensorType result, boolean... arguments) {
    INDArray out = Nd4j.createUninitialized(DataType.DOUBLE, result.shape().values(), 'c');
    DynamicCustomOp op =
        DynamicCustomOp.builder(name)
            .addInputs(
                in.stream().map(t -> t.device().castTo(DataType.DOUBLE)).toArray(INDArray[]::new))
            .addOutputs(out)
            .addBooleanArguments(arguments)
            .build();
    try {
      Nd4j.exec(op);
    } catch (RuntimeException e) {
      return null;
    }
    boolean isFinite = Values.areFinite(out);
    return isFinite ? out : null;
  }

  /** 0 in place of -0. */
  private static INDArray positive(INDArray x) {
    return x == null ? null : x.addi(0.0);
  }

  private static Tensor identity(Tensor like) {
    long[] shape = like.shape();
    long n = shape[shape.length - 1];
    Array matrices = Array.zeros(DType.F64, shape);
    for (long i = 0; i < matrices.size(); i++) {
      matrices.set(i, i / n % n == i % n ? 1.0 : 0.0);
    }
    return Tensor.of(matrices);
  }

  /**
   * Of matrices by BLAS. ND4J's {@code mmul} takes vectors and single numbers apart and loses
   * {@code nan} there, so they go the way of batches.
   */
  private static INDArray product(Tensor a, Tensor b, TensorType result) {
    long[] shape = result.shape().values();
    if (result.rank() == 2 && isMatrix(a.shape()) && isMatrix(b.shape())) {
      INDArray product = Nd4j.createUninitialized(ElementTypes.of(result.dtype()), shape, 'c');
      // BLAS writes column by column, so it computes the transpose, which has these for rows.
      b.device().transpose().mmuli(a.device().transpose(), product.transpose());
      return product;
    }
    INDArray out = Nd4j.createUninitialized(ElementTypes.of(result.dtype()), matrices(shape), 'c');
    Calls.custom(
        "matmul",
        out,
        a.device().reshape('c', matrices(a.shape())),
        b.device().reshape('c', matrices(b.shape())));
    return out.reshape('c', shape);
  }

  private static boolean isMatrix(long[] shape) {
    return shape[0] > 1 && shape[1] > 1;
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
