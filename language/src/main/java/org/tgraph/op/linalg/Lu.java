package org.tgraph.op.linalg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.index.Gather;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;

/**
 * The factors of {@code a[p] = l u}, with the rows of a in the order p: l is lower triangular with
 * ones on the diagonal, u upper triangular, the pivots by size as in LAPACK.
 *
 * <p>The forward rule, for every shape, is {@link LuDerivative} of {@code ȧ[p] = l̇ u + l u̇}.
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
    Value rows = b.one(new Gather(rank - 2, 1), t, out.get(0));
    Value both = b.one(new LuDerivative(false), rows, l, u);
    Dim k = l.shape().dim(rank - 1);
    Value below = MatrixFormula.corner(b, both, l.shape().dim(rank - 2), k);
    Value above = MatrixFormula.corner(b, both, k, u.shape().dim(rank - 1));
    return List.of(
        Optional.empty(),
        Optional.of(MatrixFormula.strictlyLower(b, below)),
        Optional.of(MatrixFormula.upper(b, above)));
  }
}
