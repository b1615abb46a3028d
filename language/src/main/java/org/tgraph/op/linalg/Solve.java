package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.index.Gather;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The {@code x} with {@code a x = b}, by LU factorisation with partial pivoting; a singular matrix
 * is a TG0803. The forward rule is {@code a⁻¹ (ḃ - ȧ x)} (Giles, "Collected matrix derivative
 * results", 2008, 2.3.1).
 */
public record Solve() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n], b: floating[..b, n, k]) -> floating[..b, n, k]");

  @Override
  public String name() {
    return "solve";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    return List.of(PivotedLu.of(operands.get(0)).solve(operands.get(1)));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> {
          Optional<Value> change =
              tangents.get(0).map(t -> MatrixFormula.product(b, t, out.get(0)));
          Optional<Value> difference = MatrixFormula.difference(b, tangents.get(1), change);
          return List.of(difference.map(d -> b.one(this, in.get(0), d)));
        },
        List.of(1),
        (b, i, in, cotangent) -> b.one(this, MatrixFormula.transposed(b, in.get(0)), cotangent));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    List<Value> factors = b.emit(new Lu(), List.of(operands.get(0)));
    Value right = b.one(new Gather(factors.get(0).rank() - 1, 1), operands.get(1), factors.get(0));
    Value half = MatrixFormula.lowerSolve(b, factors.get(1), right, true);
    return Optional.of(
        List.of(b.one(new SolveTriangular(false, false, false), factors.get(2), half)));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 2)
        .floorDivide(Dim.of(3))
        .plus(
            Cost.elements(operands.get(1))
                .times(operands.get(0).dim(operands.get(0).rank() - 1))
                .times(2));
  }
}
