package org.tgraph.op.linalg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * How the factors of {@code l u} change with the product, along {@code t}: the {@code l̇}, below
 * the diagonal, and {@code u̇}, on and above it, with {@code l̇ u + l u̇ = t}, in one matrix. It is
 * the derivative of each step of the elimination, in twice the operations of that; the transpose
 * goes through the same steps backwards. A pivot of 0 above other rows is a TG0803.
 *
 * <p>The forward rule follows from the equation: t stays what it is where l and u change, so l̇ and
 * u̇ change along {@code -(l̇ δu + δl u̇)}.
 *
 * @param transposed whether it is the transpose, from the cotangents of the factors, in one matrix,
 *     to that of the product
 */
public record LuDerivative(boolean transposed) implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of(
          "(t: floating[..b, m, n], l: floating[..b, m, min(m, n)], u: floating[..b, min(m, n), n])"
              + " -> floating[..b, m, n]");

  @Override
  public String name() {
    return "lu_derivative";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix t = operands.get(0).copy();
    Matrix l = operands.get(1);
    Matrix u = operands.get(2);
    for (int p = 0; p < u.rows(); p++) {
      if (p + 1 < l.rows() && u.get(p, p).abs() == 0) {
        throw pivotOfZero();
      }
    }
    if (transposed) {
      back(l, u, t);
    } else {
      forth(l, u, t);
    }
    return List.of(t);
  }

  private static Unsuitable pivotOfZero() {
    return new Unsuitable("has a pivot of 0, so that its factors have no derivative");
  }

  /** What is told of one matrix of a batch that has such a pivot. */
  public static EvaluationProblem pivotOfZero(long[] batches, long batch) {
    return MatrixOp.unsuitable(batches, batch, pivotOfZero());
  }

  /** Puts the changes in place of {@code f}, that of the product. */
  private static void forth(Matrix l, Matrix u, Matrix f) {
    for (int p = 0; p < u.rows(); p++) {
      for (int row = p + 1; row < f.rows(); row++) {
        Complex rest = f.get(row, p).subtract(l.get(row, p).multiply(f.get(p, p)));
        Complex change = Matrix.divide(rest, u.get(p, p));
        f.set(row, p, change);
        f.addRow(row, u, p, change.negate(), p + 1);
        f.addRow(row, f, p, l.get(row, p).negate(), p + 1);
      }
    }
  }

  /** Puts the cotangent of the product in place of {@code c}, those of the changes. */
  private static void back(Matrix l, Matrix u, Matrix c) {
    for (int p = u.rows() - 1; p >= 0; p--) {
      for (int row = p + 1; row < c.rows(); row++) {
        Complex rest = c.get(row, p).subtract(c.product(row, u, p, p + 1));
        c.set(row, p, Matrix.divide(rest, u.get(p, p)));
        c.addRow(p, c, row, l.get(row, p).negate(), p);
      }
    }
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> {
          Optional<Value> ofL = tangents.get(1).map(t -> byL(b, in, out.get(0), t));
          Optional<Value> ofU = tangents.get(2).map(t -> byU(b, in, out.get(0), t));
          Optional<Value> change =
              ofL.isPresent() && ofU.isPresent()
                  ? Optional.of(Formula.add(b, ofL.get(), ofU.get()))
                  : ofL.or(() -> ofU);
          return List.of(
              MatrixFormula.difference(b, tangents.get(0), change)
                  .map(t -> b.one(this, t, in.get(1), in.get(2))));
        },
        List.of(0),
        (b, i, in, cotangent) ->
            b.one(new LuDerivative(!transposed), cotangent, in.get(1), in.get(2)));
  }

  private Value byL(GraphBuilder b, List<Value> in, Value out, Value tangent) {
    if (transposed) {
      Value strict = b.one(new Triangle(true, true), tangent);
      MatMulTriangle product = new MatMulTriangle(false, false, false);
      Value upper = b.one(product, MatrixFormula.transposed(b, strict), out);
      return padded(b, upper, out, out.rank() - 2);
    }
    Value upper = b.one(new Triangle(false, false), part(b, out, in.get(2)));
    return b.one(new TriangularMatMul(true, true), tangent, upper);
  }

  private Value byU(GraphBuilder b, List<Value> in, Value out, Value tangent) {
    Value upper = b.one(new Triangle(false, false), tangent);
    if (transposed) {
      MatMulTriangle product = new MatMulTriangle(true, true, false);
      Value lower = b.one(product, out, MatrixFormula.transposed(b, upper));
      return padded(b, lower, out, out.rank() - 1);
    }
    return b.one(new TriangularMatMul(true, true), part(b, out, in.get(1)), upper);
  }

  /** As many rows and columns as another matrix has. */
  private static Value part(GraphBuilder b, Value x, Value like) {
    int rank = like.rank();
    return MatrixFormula.corner(b, x, like.shape().dim(rank - 2), like.shape().dim(rank - 1));
  }

  /** With zeros at the end of an axis, so that it is as long as that of another matrix. */
  private static Value padded(GraphBuilder b, Value x, Value like, int axis) {
    List<Dim> none = Collections.nCopies(x.rank(), Dim.ZERO);
    List<Dim> high = new ArrayList<>(none);
    high.set(axis, like.shape().dim(axis).minus(x.shape().dim(axis)));
    return b.one(new Pad(none, high, Collections.nCopies(x.rank(), 0)), x);
  }

  /** A diagonal that is not next to 0. */
  @Override
  public Domain domain(int operand) {
    return operand == 2 ? Domain.POSITIVE : Domain.ANY;
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 4).floorDivide(Dim.of(3));
  }
}
