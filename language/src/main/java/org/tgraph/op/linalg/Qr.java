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
 * with the skew-Hermitian Ω that has the lower triangle of {@code qᴴ ȧ₁ r₁⁻¹}, {@code ṙ = qᴴ ȧ - Ω
 * r} and {@code q̇ = (ȧ₁ - q ṙ₁) r₁⁻¹}. The first columns must be linearly independent: otherwise
 * it solves with a singular matrix.
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
            .map(t -> tangents(b, out.get(0), out.get(1), t))
            .orElseGet(() -> List.of(Optional.empty(), Optional.empty())));
  }

  private static List<Optional<Value>> tangents(GraphBuilder b, Value q, Value r, Value t) {
    Dim m = q.shape().dim(q.rank() - 2);
    Dim k = q.shape().dim(q.rank() - 1);
    Value square = MatrixFormula.corner(b, r, k, k);
    Value change = MatrixFormula.product(b, MatrixFormula.adjoint(b, q), t);
    Value c = MatrixFormula.divideByUpper(b, MatrixFormula.corner(b, change, k, k), square);
    Value lower = MatrixFormula.strictlyLower(b, c);
    Value skew = Formula.subtract(b, lower, MatrixFormula.adjoint(b, lower));
    if (!MatrixFormula.isReal(r)) {
      Value half = Formula.multiply(b, c, Formula.constant(b, 0.5, c));
      Value imaginary = Formula.subtract(b, half, MatrixFormula.adjoint(b, half));
      skew = Formula.add(b, skew, MatrixFormula.onDiagonal(b, imaginary));
    }
    Value turn = b.one(new MatMulTriangle(false, false, true), skew, r);
    Value rTangent = Formula.subtract(b, MatrixFormula.upper(b, change), turn);
    Value known = timesUpper(b, q, MatrixFormula.corner(b, rTangent, k, k));
    Value rest = Formula.subtract(b, MatrixFormula.corner(b, t, m, k), known);
    Value qTangent = MatrixFormula.divideByUpper(b, rest, square);
    return List.of(Optional.of(qTangent), Optional.of(rTangent));
  }

  /** {@code x y} for an upper triangular y. */
  private static Value timesUpper(GraphBuilder b, Value x, Value y) {
    TriangularMatMul product = new TriangularMatMul(true, false);
    Value transposed =
        b.one(product, MatrixFormula.transposed(b, y), MatrixFormula.transposed(b, x));
    return MatrixFormula.transposed(b, transposed);
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 8).floorDivide(Dim.of(3));
  }
}
