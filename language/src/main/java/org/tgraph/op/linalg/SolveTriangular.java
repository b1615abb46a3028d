package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The {@code x} with {@code a x = b}, or {@code aᵀ x = b}, for a triangular matrix; the other
 * triangle is not read. A 0 on the diagonal is a TG0803.
 *
 * @param lower whether the lower triangle of a is read, or the upper
 * @param transposed whether its transpose is meant; it is not conjugated
 * @param unit whether the diagonal is taken to be ones, and not read
 */
public record SolveTriangular(boolean lower, boolean transposed, boolean unit) implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n], b: floating[..b, n, k]) -> floating[..b, n, k]");

  @Override
  public String name() {
    return "solve_triangular";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = transposed ? operands.get(0).transposed() : operands.get(0);
    Matrix x = operands.get(1).copy();
    if (lower == transposed) {
      Substitution.backward(a, x, unit);
    } else {
      Substitution.forward(a, x, unit);
    }
    return List.of(x);
  }

  /** What is told of one matrix of a batch that has a 0 on the diagonal. */
  public static EvaluationProblem singular(long[] batches, long batch) {
    return MatrixOp.unsuitable(batches, batch, Substitution.singular());
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> {
          Optional<Value> change = tangents.get(0).map(t -> product(b, t, out.get(0)));
          Optional<Value> difference = MatrixFormula.difference(b, tangents.get(1), change);
          return List.of(difference.map(d -> b.one(this, in.get(0), d)));
        },
        List.of(1),
        (b, i, in, cotangent) ->
            b.one(new SolveTriangular(lower, !transposed, unit), in.get(0), cotangent));
  }

  /** The part of a tangent of a that matters, on the side where a is meant, times x. */
  private Value product(GraphBuilder b, Value t, Value x) {
    Value meant = transposed ? MatrixFormula.transposed(b, t) : t;
    return b.one(new TriangularMatMul(lower != transposed, unit), meant, x);
  }

  /** A diagonal that is not next to 0. */
  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.POSITIVE : Domain.ANY;
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(operands.get(1)).times(operands.get(0).dim(operands.get(0).rank() - 1));
  }
}
