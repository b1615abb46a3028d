package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.reduce.Prod;
import org.tgraph.type.Signature;

/**
 * The determinant, the product of the pivots; of a singular matrix it may be 0 or, by rounding,
 * next to it. That of a 0 by 0 matrix is 1. The forward rule is the sum of {@code ȧ} times the
 * cofactors (Jacobi's formula), which holds for singular matrices too.
 */
public record Det() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> floating[..b]");

  @Override
  public String name() {
    return "det";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    return List.of(Matrix.scalar(PivotedLu.of(a).determinant(), a.isComplex()));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(
            tangents
                .get(0)
                .map(t -> {
                  Value cofactors = b.one(new Cofactor(), in.get(0));
                  return MatrixFormula.sumAll(b, Formula.multiply(b, cofactors, t));
                })));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    List<Value> factors = b.emit(new Lu(), operands);
    Value pivots = MatrixFormula.diagonal(b, factors.get(2));
    Value product = b.one(new Prod(List.of(pivots.rank() - 1)), pivots);
    Value sign = MatrixFormula.sign(b, factors.get(0), pivots);
    return Optional.of(List.of(Formula.multiply(b, sign, product)));
  }
}
