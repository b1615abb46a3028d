package org.tgraph.op.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The singular value decomposition {@code a = u diag(s) vh}: s descends, u has orthonormal columns
 * and vh orthonormal rows. In each column of u the first component that is more than 0.3 of the
 * largest in absolute value is real and positive. Where an element is not finite, all results are
 * {@code nan}.
 *
 * <p>The forward rule is that of J. Townsend, "Differentiating the singular value decomposition"
 * (2016). Where singular values are equal, or for a matrix that is not square 0, their vectors have
 * no derivative, and theirs is not finite; that of what depends on the singular values alone is
 * right.
 *
 * @param full whether u and vh are square
 */
public record Svd(boolean full) implements MatrixOp {
  private static final Signature REDUCED =
      Signature.of(
          "(a: floating[..b, m, n]) -> (u: floating[..b, m, min(m, n)],"
              + " s: floating[..b, min(m, n)], vh: floating[..b, min(m, n), n])");
  private static final Signature FULL =
      Signature.of(
          "(a: floating[..b, m, n]) -> (u: floating[..b, m, m],"
              + " s: floating[..b, min(m, n)], vh: floating[..b, n, n])");

  @Override
  public String name() {
    return "svd";
  }

  @Override
  public Signature signature() {
    return full ? FULL : REDUCED;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    return inferWithParts(operands, List.of(1));
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    JacobiSvd svd = JacobiSvd.of(operands.get(0), full);
    return List.of(svd.u(), Matrix.column(svd.values()), svd.vh());
  }

  @Override
  public Derivative derivative() {
    if (full) {
      return new Derivative.Undefined(
          "The further singular vectors of `full_matrices=true` are not determined by the matrix.");
    }
    return new Derivative.Tangent((b, in, out, tangents) ->
        tangents
            .get(0)
            .map(t -> tangents(b, out.get(0), out.get(1), out.get(2), t))
            .orElseGet(() -> List.of(Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private static List<Optional<Value>> tangents(
      GraphBuilder b, Value u, Value s, Value vh, Value t) {
    Value v = MatrixFormula.adjoint(b, vh);
    Value uh = MatrixFormula.adjoint(b, u);
    Value right = MatrixFormula.product(b, t, v);
    Value inner = MatrixFormula.product(b, uh, right);
    Shape square = inner.shape();
    Value inRows = MatrixFormula.inRows(b, s, square);
    Value inColumns = MatrixFormula.inColumns(b, s, square);
    Value gaps =
        Formula.multiply(
            b, Formula.add(b, inRows, inColumns), Formula.subtract(b, inRows, inColumns));
    Value f = MatrixFormula.inverseOffDiagonal(b, gaps, inner);
    Value ofU = Formula.multiply(b, MatrixFormula.cast(b, inRows, inner), inner);
    Value ofV = Formula.multiply(b, MatrixFormula.cast(b, inColumns, inner), inner);
    Value turnU = Formula.multiply(b, f, Formula.add(b, ofU, MatrixFormula.adjoint(b, ofU)));
    Value turnV = Formula.multiply(b, f, Formula.add(b, ofV, MatrixFormula.adjoint(b, ofV)));
    if (!MatrixFormula.isReal(t)) {
      turnU = Formula.add(b, turnU, phase(b, inner, s));
    }
    Value uTangent = MatrixFormula.product(b, u, turnU);
    Value vTangent = MatrixFormula.product(b, v, turnV);
    if (!u.shape().equals(square)) {
      uTangent = Formula.add(b, uTangent, outside(b, right, u, uh, s));
    }
    if (!v.shape().equals(square)) {
      Value left = MatrixFormula.product(b, MatrixFormula.adjoint(b, t), u);
      vTangent = Formula.add(b, vTangent, outside(b, left, v, vh, s));
    }
    if (!MatrixFormula.isReal(t)) {
      Value rate = Phase.rate(b, u, uTangent);
      uTangent = Phase.turned(b, u, uTangent, rate);
      vTangent = Phase.turned(b, v, vTangent, rate);
    }
    List<Optional<Value>> tangents = new ArrayList<>();
    tangents.add(Optional.of(uTangent));
    tangents.add(Optional.of(MatrixFormula.real(b, MatrixFormula.diagonal(b, inner))));
    tangents.add(Optional.of(MatrixFormula.adjoint(b, vTangent)));
    return tangents;
  }

  /** How the phases of u turn against those of v. */
  private static Value phase(GraphBuilder b, Value inner, Value s) {
    Value half = Formula.multiply(b, inner, Formula.constant(b, 0.5, inner));
    Value skew = Formula.subtract(b, half, MatrixFormula.adjoint(b, half));
    Value inverse = inverse(b, s, inner);
    return MatrixFormula.onDiagonal(b, Formula.multiply(b, skew, inverse));
  }

  /** The part of a change that leaves the space of the vectors, over the singular values. */
  private static Value outside(
      GraphBuilder b, Value change, Value vectors, Value adjoint, Value s) {
    Value inside = MatrixFormula.product(b, vectors, MatrixFormula.product(b, adjoint, change));
    Value inverse = inverse(b, s, change);
    return Formula.multiply(b, Formula.subtract(b, change, inside), inverse);
  }

  /** The inverses of the singular values in every row, with the type of {@code like}. */
  private static Value inverse(GraphBuilder b, Value s, Value like) {
    Value inRows = MatrixFormula.inRows(b, Formula.reciprocal(b, s), like.shape());
    return MatrixFormula.cast(b, inRows, like);
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 9);
  }
}
