package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The eigenvalues, ascending, and the orthonormal eigenvectors, in the columns, of a Hermitian
 * matrix, of which only the lower triangle is read. In each vector the first component that is more
 * than 0.3 of the largest in absolute value is real and positive. Where an element is not finite,
 * all results are {@code nan}.
 *
 * <p>The forward rule (Giles 2008, 3.1) divides by the differences of the eigenvalues. Where some
 * are equal, their vectors have no derivative, and theirs is not finite; that of what depends on
 * the eigenvalues alone is right.
 */
public record Eigh() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> (w: floating[..b, n], v: floating[..b, n, n])");

  @Override
  public String name() {
    return "eigh";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    return inferWithParts(operands, List.of(0));
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    JacobiEigen eigen = JacobiEigen.of(operands.get(0));
    return List.of(Matrix.column(eigen.values()), eigen.vectors());
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        tangents
            .get(0)
            .map(t -> tangents(b, out.get(0), out.get(1), t))
            .orElseGet(() -> List.of(Optional.empty(), Optional.empty())));
  }

  private static List<Optional<Value>> tangents(GraphBuilder b, Value w, Value v, Value t) {
    Value right = MatrixFormula.product(b, MatrixFormula.hermitian(b, t), v);
    Value inner = MatrixFormula.product(b, MatrixFormula.adjoint(b, v), right);
    Value gaps =
        Formula.subtract(
            b, MatrixFormula.inRows(b, w, v.shape()), MatrixFormula.inColumns(b, w, v.shape()));
    Value turns = Formula.multiply(b, MatrixFormula.inverseOffDiagonal(b, gaps, inner), inner);
    Value vTangent = MatrixFormula.product(b, v, turns);
    if (!MatrixFormula.isReal(v)) {
      vTangent = Phase.turned(b, v, vTangent, Phase.rate(b, v, vTangent));
    }
    return List.of(
        Optional.of(MatrixFormula.real(b, MatrixFormula.diagonal(b, inner))),
        Optional.of(vTangent));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 9);
  }
}
