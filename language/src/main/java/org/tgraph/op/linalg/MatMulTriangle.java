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
 * A triangle of the product of two matrices, and zeros beside it, in half the operations of {@link
 * MatMul} (the {@code gemmt} of several BLAS libraries). Its transpose is {@link TriangularMatMul}.
 *
 * @param lower whether the lower triangle is meant, or the upper
 * @param strict whether the diagonal is left out
 * @param ofTriangle whether of the second matrix too only that triangle is read, which leaves a
 *     third of the operations
 */
public record MatMulTriangle(boolean lower, boolean strict, boolean ofTriangle)
    implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, m, k], b: floating[..b, k, n]) -> floating[..b, m, n]");

  @Override
  public String name() {
    return "matmul_triangle";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    Matrix b = operands.get(1);
    Matrix product = Matrix.zeros(a.rows(), b.cols(), a.isComplex());
    for (int row = 0; row < a.rows(); row++) {
      for (int k = 0; k < a.cols(); k++) {
        int first = ofTriangle ? Math.max(first(row), first(k)) : first(row);
        int end = ofTriangle ? Math.min(end(row, b), end(k, b)) : end(row, b);
        product.addPart(row, b, k, a.get(row, k), first, end);
      }
    }
    return List.of(product);
  }

  /** The first column of the triangle in a row. */
  private int first(int row) {
    return lower ? 0 : row + (strict ? 1 : 0);
  }

  private int end(int row, Matrix of) {
    return lower ? Math.min(row + (strict ? 0 : 1), of.cols()) : of.cols();
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Multilinear(
        List.of(0, 1),
        (b, i, in, cotangent) -> {
          Value other = in.get(1 - i);
          if (i == 0) {
            Value factor = ofTriangle ? b.one(new Triangle(lower, strict), other) : other;
            Value transposed = MatrixFormula.transposed(b, factor);
            return b.one(new TriangularMatMul(lower, strict), cotangent, transposed);
          }
          if (ofTriangle) {
            return b.one(this, MatrixFormula.transposed(b, other), cotangent);
          }
          TriangularMatMul product = new TriangularMatMul(!lower, strict);
          Value pulled = b.one(product, MatrixFormula.transposed(b, cotangent), other);
          return MatrixFormula.transposed(b, pulled);
        });
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Triangle triangle = new Triangle(lower, strict);
    Value second = operands.get(1);
    Value factor = ofTriangle ? b.one(triangle, second) : second;
    Value product = MatrixFormula.product(b, operands.get(0), factor);
    return Optional.of(List.of(b.one(triangle, product)));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    Dim products = Cost.elements(results).times(operands.get(0).dim(operands.get(0).rank() - 1));
    return ofTriangle ? products.times(2).floorDivide(Dim.of(3)) : products;
  }
}
