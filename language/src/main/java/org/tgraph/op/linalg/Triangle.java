package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * A triangle of a matrix, and zeros beside it. It is an operation of its own because the formulas
 * of linear algebra are full of it, and as a choice between the matrix and zeros it would be six.
 *
 * @param lower whether the lower triangle is meant, or the upper
 * @param strict whether the diagonal is left out
 */
public record Triangle(boolean lower, boolean strict) implements MatrixOp, Moving {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, m, n]) -> floating[..b, m, n]");

  @Override
  public String name() {
    return "triangle";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0).copy();
    for (int row = 0; row < a.rows(); row++) {
      for (int col = 0; col < a.cols(); col++) {
        boolean inside = lower ? col < row : col > row;
        if (!inside && (strict || col != row)) {
          a.set(row, col, 0);
        }
      }
    }
    return List.of(a);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(List.of(0), (b, i, in, cotangent) -> b.one(this, cotangent));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value a = operands.get(0);
    Value inside = MatrixFormula.isInTriangle(b, a.shape(), lower, strict);
    return Optional.of(List.of(Formula.select(b, inside, a, Formula.constant(b, 0, a))));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Moving.super.cost(operands, results);
  }
}
