package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The product of a triangle of a matrix with another matrix, in half the operations of {@link
 * MatMul} (the BLAS's {@code trmm}); the other triangle is not read. Its transpose is {@link
 * MatMulTriangle}.
 *
 * @param lower whether the lower triangle is meant, or the upper
 * @param strict whether the diagonal is left out
 */
public record TriangularMatMul(boolean lower, boolean strict) implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, m, n], b: floating[..b, n, k]) -> floating[..b, m, k]");

  @Override
  public String name() {
    return "triangular_matmul";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    Matrix b = operands.get(1);
    Matrix product = Matrix.zeros(a.rows(), b.cols(), b.isComplex());
    for (int row = 0; row < a.rows(); row++) {
      int first = lower ? 0 : row + (strict ? 1 : 0);
      int end = lower ? Math.min(row + (strict ? 0 : 1), a.cols()) : a.cols();
      for (int k = first; k < end; k++) {
        product.addRow(row, b, k, a.get(row, k), 0);
      }
    }
    return List.of(product);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Multilinear(
        List.of(0, 1),
        (b, i, in, cotangent) ->
            i == 0
                ? b.one(
                    new MatMulTriangle(lower, strict, false),
                    cotangent,
                    MatrixFormula.transposed(b, in.get(1)))
                : b.one(
                    new TriangularMatMul(!lower, strict),
                    MatrixFormula.transposed(b, in.get(0)),
                    cotangent));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value triangle = b.one(new Triangle(lower, strict), operands.get(0));
    return Optional.of(List.of(MatrixFormula.product(b, triangle, operands.get(1))));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(operands.get(0).dim(operands.get(0).rank() - 1));
  }
}
