package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.MakeComplex;
import org.tgraph.op.pointwise.Real;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The eigenvalues, by their real parts and then by the imaginary ones, and the eigenvectors of
 * length 1, in the columns, of any square matrix; they are complex, also where all are real. In
 * each vector the first component that is more than 0.3 of the largest in absolute value is real
 * and positive. Where an element is not finite, all results are {@code nan}.
 *
 * <p>The forward rule is that of {@link Eigh} with the inverse of the vectors, which must be
 * linearly independent, in place of their adjoint (Giles 2008, 3.1); then the vectors keep their
 * lengths and phases. Where eigenvalues are equal, that of the vectors is not finite.
 */
public record Eig() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> (w: complex[..b, n], v: complex[..b, n, n])");

  /** The shapes of the results. */
  private static final Signature SHAPES =
      Signature.of("(a: floating[..b, n, n]) -> (w: floating[..b, n], v: floating[..b, n, n])");

  @Override
  public String name() {
    return "eig";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    Inferred inferred = SHAPES.match(operands);
    if (!(inferred instanceof Inferred.Types t)) {
      return inferred;
    }
    if (operands.get(0).element() instanceof DType type) {
      DType element = type == DType.F32 ? DType.C64 : type == DType.F64 ? DType.C128 : type;
      return new Inferred.Types(t.types().stream().map(r -> r.withElement(element)).toList());
    }
    return operands.get(0).element().isIn(Kind.COMPLEX)
        ? inferred
        : Inferred.problem(new ShapeProblem.KindWrong(0, operands.get(0).element(), Kind.COMPLEX));
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Eigen eigen = Eigen.of(operands.get(0));
    Matrix values = Matrix.zeros(eigen.values().length, 1, true);
    for (int i = 0; i < eigen.values().length; i++) {
      values.set(i, 0, eigen.values()[i]);
    }
    return List.of(values, eigen.vectors());
  }

  /** What is told of one matrix of a batch for which the QR algorithm does not converge. */
  public static EvaluationProblem notFound(long[] batches, long batch) {
    return MatrixOp.unsuitable(batches, batch, Schur.notFound());
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
    Value change = MatrixFormula.cast(b, t, v);
    Value inner = b.one(new Solve(), v, MatrixFormula.product(b, change, v));
    Value gaps =
        Formula.subtract(
            b, MatrixFormula.inRows(b, w, v.shape()), MatrixFormula.inColumns(b, w, v.shape()));
    Value turns = Formula.multiply(b, MatrixFormula.inverseOffDiagonal(b, gaps, inner), inner);
    Value free = MatrixFormula.product(b, v, turns);
    Value products = b.one(new Real(), Formula.multiply(b, b.one(new Conj(), v), free));
    Value growth = b.one(new Sum(List.of(v.rank() - 2)), products);
    Value zero = Formula.constant(b, 0, growth);
    Value kept = Phase.turned(b, v, free, b.one(new MakeComplex(), growth, zero));
    return List.of(
        Optional.of(MatrixFormula.diagonal(b, inner)),
        Optional.of(Phase.turned(b, v, kept, Phase.rate(b, v, kept))));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 25);
  }
}
