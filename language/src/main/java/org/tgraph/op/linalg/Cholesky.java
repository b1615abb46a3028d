package org.tgraph.op.linalg;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The lower triangular {@code L} with positive diagonal and {@code L Lᴴ = a}, for a Hermitian
 * positive definite matrix, of which only the lower triangle is read.
 *
 * <p>The forward rule is {@link CholeskyDerivative}; it too reads the lower triangle of the tangent
 * only.
 */
public record Cholesky() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> floating[..b, n, n]");

  @Override
  public String name() {
    return "cholesky";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    Matrix l = Matrix.zeros(a.rows(), a.rows(), a.isComplex());
    for (int row = 0; row < a.rows(); row++) {
      for (int col = 0; col < row; col++) {
        Complex rest = a.get(row, col).subtract(l.dot(row, l, col, col));
        l.set(row, col, Matrix.divide(rest, l.get(col, col)));
      }
      double square = a.re(row, row) - l.dot(row, l, row, row).real();
      if (!(square > 0)) {
        throw notPositive(row + 1);
      }
      l.set(row, row, Math.sqrt(square));
    }
    return List.of(l);
  }

  private static Unsuitable notPositive(long order) {
    return new Unsuitable(
        "is not positive definite: its leading minor of order " + order + " is not positive");
  }

  /** What is told of one matrix of a batch of which the leading minor is not positive. */
  public static EvaluationProblem notPositive(long[] batches, long batch, long order) {
    return MatrixOp.unsuitable(batches, batch, notPositive(order));
  }

  @Override
  public Derivative derivative() {
    CholeskyDerivative change = new CholeskyDerivative(false);
    return new Derivative.Tangent(
        (b, in, out, tangents) -> List.of(tangents.get(0).map(t -> b.one(change, out.get(0), t))));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 1).floorDivide(Dim.of(3));
  }
}
