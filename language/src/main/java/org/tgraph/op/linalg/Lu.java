package org.tgraph.op.linalg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.index.Gather;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;

/**
 * The factors of {@code a[p] = l u}, with the rows of a in the order p: l is lower triangular with
 * ones on the diagonal, u upper triangular, the pivots by size as in LAPACK.
 *
 * <p>The forward rule, for every shape, comes from {@code ȧ[p] = l̇ u + l u̇}: the square part
 * {@code l₁⁻¹ ȧ₁ u₁⁻¹} is the sum of {@code l₁⁻¹ l̇₁}, which is strictly lower triangular, and
 * {@code u̇₁ u₁⁻¹}, which is upper (F. de Hoog, R. Anderssen, M. Lukas, "Differentiation of matrix
 * functionals using triangular factorization", 2011).
 */
public record Lu() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of(
          "(a: floating[..b, m, n]) -> (p: i64[..b, m], l: floating[..b, m, min(m, n)], u: floating[..b, min(m, n), n])");

  @Override
  public String name() {
    return "lu";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    PivotedLu lu = PivotedLu.of(operands.get(0));
    double[] rows = Arrays.stream(lu.rowAt()).asDoubleStream().toArray();
    return List.of(Matrix.column(rows), lu.lower(), lu.upper());
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        tangents
            .get(0)
            .map(t -> tangents(b, out, t))
            .orElseGet(() -> List.of(Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private static List<Optional<Value>> tangents(GraphBuilder b, List<Value> out, Value t) {
    Value l = out.get(1);
    Value u = out.get(2);
    int rank = l.rank();
    Dim m = l.shape().dim(rank - 2);
    Dim k = l.shape().dim(rank - 1);
    Dim n = u.shape().dim(rank - 1);
    Value d = b.one(new Gather(rank - 2, 1), t, out.get(0));
    Value l1 = MatrixFormula.corner(b, l, k, k);
    Value u1 = MatrixFormula.corner(b, u, k, k);
    Value left = MatrixFormula.lowerSolve(b, l1, MatrixFormula.corner(b, d, k, k), true);
    Value middle = MatrixFormula.divideByUpper(b, left, u1);
    Value below = MatrixFormula.product(b, l1, MatrixFormula.strictlyLower(b, middle));
    Value above = MatrixFormula.product(b, MatrixFormula.upper(b, middle), u1);
    Value top =
        Formula.subtract(b, MatrixFormula.corner(b, d, k, n), MatrixFormula.product(b, below, u));
    Value side =
        Formula.subtract(b, MatrixFormula.corner(b, d, m, k), MatrixFormula.product(b, l, above));
    return List.of(
        Optional.empty(),
        Optional.of(MatrixFormula.strictlyLower(b, MatrixFormula.divideByUpper(b, side, u1))),
        Optional.of(MatrixFormula.upper(b, MatrixFormula.lowerSolve(b, l1, top, true))));
  }
}
