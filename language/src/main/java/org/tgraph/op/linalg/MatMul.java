package org.tgraph.op.linalg;

import java.util.Arrays;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.layout.Transpose;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The product of matrices, the last two axes; axes before them are batches. Floats are added in
 * double precision; integers wrap around.
 */
public record MatMul() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: numeric[..b, m, k], b: numeric[..b, k, n]) -> numeric[..b, m, n]");

  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Multilinear(
        List.of(0, 1),
        (b, i, in, cotangent) ->
            i == 0
                ? b.one(this, cotangent, Transpose.lastTwo(b, in.get(1)))
                : b.one(this, Transpose.lastTwo(b, in.get(0)), cotangent));
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    return List.of(operands.get(0).times(operands.get(1)));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    DType type = operands.get(0).dtype();
    return type.isInt()
        ? List.of(ofInts(operands.get(0), operands.get(1)))
        : MatrixOp.super.evaluate(operands);
  }

  /** Whole numbers do not all fit doubles. */
  private static Array ofInts(Array a, Array b) {
    int rank = a.rank();
    long[] shape = a.shape();
    int m = Math.toIntExact(shape[rank - 2]);
    int k = Math.toIntExact(shape[rank - 1]);
    int n = Math.toIntExact(b.dim(rank - 1));
    shape[rank - 1] = n;
    Array result = Array.zeros(a.dtype(), shape);
    long[] x = a.toLongs();
    long[] y = b.toLongs();
    long[] row = new long[n];
    for (int i = 0; n > 0 && i < result.size() / n; i++) {
      Interruption.check();
      Arrays.fill(row, 0);
      for (int j = 0; j < k; j++) {
        long factor = x[i * k + j];
        int from = (i / m * k + j) * n;
        for (int col = 0; col < n; col++) {
          row[col] += factor * y[from + col];
        }
      }
      for (int col = 0; col < n; col++) {
        result.set((long) i * n + col, row[col]);
      }
    }
    return result;
  }

  /** A multiplication and an addition for each pair; an outer product adds nothing up. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    Dim inner = operands.get(0).dim(operands.get(0).rank() - 1);
    Dim pairs = Cost.elements(results).times(inner);
    return inner.is(1) ? pairs : pairs.times(2);
  }
}
