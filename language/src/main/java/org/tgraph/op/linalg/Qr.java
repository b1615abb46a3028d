package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The factorisation {@code a = q r} by Householder reflections: q has orthonormal columns, r is
 * upper triangular with a real diagonal, whose signs are those of LAPACK.
 *
 * <p>The forward rule, for every shape, is that of the first columns of a (S. Walter, L. Lehmann,
 * R. Lamour, "On evaluating higher-order derivatives of the QR decomposition", 2012; also JAX):
 * with {@code c = ȧ₁ r₁⁻¹} and the skew-Hermitian Ω that has the lower triangle of {@code qᴴ c},
 * {@code q̇ = c + q (Ω - qᴴ c)}; then {@code ṙ = q̇ᴴ a + qᴴ ȧ}. The first columns must be linearly
 * independent: otherwise it solves with a singular matrix.
 *
 * @param complete whether q is square
 */
public record Qr(boolean complete) implements MatrixOp {
  private static final Signature REDUCED =
      Signature.of(
          "(a: floating[..b, m, n]) -> (q: floating[..b, m, min(m, n)], r: floating[..b, min(m, n), n])");
  private static final Signature COMPLETE =
      Signature.of("(a: floating[..b, m, n]) -> (q: floating[..b, m, m], r: floating[..b, m, n])");

  @Override
  public String name() {
    return "qr";
  }

  @Override
  public Signature signature() {
    return complete ? COMPLETE : REDUCED;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    Householder qr = Householder.of(a);
    return complete
        ? List.of(qr.q(a.rows()), qr.r().resized(a.rows(), a.cols()))
        : List.of(qr.q(Math.min(a.rows(), a.cols())), qr.r());
  }

  @Override
  public Derivative derivative() {
    if (complete) {
      return new Derivative.Undefined(
          "The further columns of `mode=\"complete\"` are not determined by the matrix.");
    }
    return new Derivative.Tangent((b, in, out, tangents) ->
        tangents
            .get(0)
            .map(t -> tangents(b, in.get(0), out.get(0), out.get(1), t))
            .orElseGet(() -> List.of(Optional.empty(), Optional.empty())));
  }

  private static List<Optional<Value>> tangents(
      GraphBuilder b, Value a, Value q, Value r, Value t) {
    Dim m = q.shape().dim(q.rank() - 2);
    Dim k = q.shape().dim(q.rank() - 1);
    Value c =
        MatrixFormula.divideByUpper(
            b, MatrixFormula.corner(b, t, m, k), MatrixFormula.corner(b, r, k, k));
    Value adjoint = MatrixFormula.adjoint(b, q);
    Value inner = MatrixFormula.product(b, adjoint, c);
    Value lower = MatrixFormula.strictlyLower(b, inner);
    Value skew = Formula.subtract(b, lower, MatrixFormula.adjoint(b, lower));
    if (!MatrixFormula.isReal(a)) {
      Value half = Formula.multiply(b, inner, Formula.constant(b, 0.5, inner));
      Value imaginary = Formula.subtract(b, half, MatrixFormula.adjoint(b, half));
      skew = Formula.add(b, skew, MatrixFormula.onDiagonal(b, imaginary));
    }
    Value turn = MatrixFormula.product(b, q, Formula.subtract(b, skew, inner));
    Value qTangent = Formula.add(b, c, turn);
    MatMulTriangle upper = new MatMulTriangle(false, false, false);
    Value rTangent =
        Formula.add(
            b, b.one(upper, MatrixFormula.adjoint(b, qTangent), a), b.one(upper, adjoint, t));
    return List.of(Optional.of(qTangent), Optional.of(rTangent));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 8).floorDivide(Dim.of(3));
  }
}
