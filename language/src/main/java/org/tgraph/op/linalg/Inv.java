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
 * The inverse; a singular matrix is a TG0803. The forward rule is {@code -x ȧ x} (Giles 2008,
 * 2.2.3).
 */
public record Inv() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> floating[..b, n, n]");

  @Override
  public String name() {
    return "inv";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    return List.of(PivotedLu.of(a).solve(Matrix.identity(a.rows(), a.isComplex())));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(
            tangents
                .get(0)
                .map(t -> {
                  Value x = out.get(0);
                  Value left = MatrixFormula.product(b, x, t);
                  return Formula.negative(b, MatrixFormula.product(b, left, x));
                })));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value a = operands.get(0);
    return Optional.of(List.of(b.one(new Solve(), a, MatrixFormula.identity(b, a))));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 2);
  }
}
