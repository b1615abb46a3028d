package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * How the Cholesky factor {@code l} changes with the matrix, along {@code t}: the lower triangular
 * {@code f} with {@code f lᴴ + l fᴴ = t}, by the derivative of each step of the factorization,
 * which takes twice the operations of that (I. Murray, "Differentiation of the Cholesky
 * decomposition", 2016, sections 3 and 4.1). Of the Hermitian t, as of l, only the lower triangle
 * and the real part of the diagonal are read. The transpose goes through the same steps backwards,
 * and gives a lower triangle.
 *
 * <p>The forward rule follows from the equation: t stays what it is where l changes, so f changes
 * along {@code -(f l̇ᴴ + l̇ fᴴ)}. For the transpose {@code s} it is the transpose of {@code -(s +
 * sᴴ) conj(l̇)}.
 *
 * @param transposed whether it is the transpose, from the cotangent of the factor to that of the
 *     matrix
 */
public record CholeskyDerivative(boolean transposed) implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(l: floating[..b, n, n], t: floating[..b, n, n]) -> floating[..b, n, n]");

  @Override
  public String name() {
    return "cholesky_derivative";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix l = operands.get(0);
    return List.of(transposed ? back(l, operands.get(1).copy()) : forth(l, operands.get(1)));
  }

  private static Matrix forth(Matrix l, Matrix t) {
    Matrix f = Matrix.zeros(l.rows(), l.rows(), l.isComplex());
    for (int row = 0; row < l.rows(); row++) {
      for (int col = 0; col < row; col++) {
        Complex known =
            f.dot(row, l, col, col)
                .add(l.dot(row, f, col, col))
                .add(l.get(row, col).multiply(f.re(col, col)));
        f.set(row, col, t.get(row, col).subtract(known).divide(l.re(col, col)));
      }
      double known = f.dot(row, l, row, row).real();
      f.set(row, row, (t.re(row, row) / 2 - known) / l.re(row, row));
    }
    return f;
  }

  /** {@code c} is used up: it holds the cotangents of what {@link #forth} has computed so far. */
  private static Matrix back(Matrix l, Matrix c) {
    Matrix conjugate = l.conjugate();
    Matrix s = Matrix.zeros(l.rows(), l.rows(), l.isComplex());
    for (int row = l.rows() - 1; row >= 0; row--) {
      double last = c.re(row, row) / l.re(row, row);
      s.set(row, row, last / 2);
      c.addPart(row, conjugate, row, Complex.ofCartesian(-last, 0), 0, row);
      for (int col = row - 1; col >= 0; col--) {
        Complex share = c.get(row, col).divide(l.re(col, col));
        s.set(row, col, share);
        c.addPart(row, conjugate, col, share.negate(), 0, col);
        // With the diagonal, of which only the real part is read.
        c.addPart(col, conjugate, row, share.conj().negate(), 0, col + 1);
      }
    }
    return s;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> {
          Optional<Value> change = tangents.get(0).map(t -> change(b, out.get(0), t));
          Optional<Value> all = MatrixFormula.difference(b, tangents.get(1), change);
          return List.of(all.map(t -> b.one(this, in.get(0), t)));
        },
        List.of(1),
        (b, i, in, cotangent) -> b.one(new CholeskyDerivative(!transposed), in.get(0), cotangent));
  }

  private Value change(GraphBuilder b, Value result, Value tangent) {
    Value t = MatrixFormula.realDiagonal(b, tangent);
    if (transposed) {
      Value whole = Formula.add(b, result, MatrixFormula.adjoint(b, result));
      // Of both only the lower triangles are read.
      return b.one(new MatMulTriangle(true, false, true), whole, MatrixFormula.conjugate(b, t));
    }
    Value half =
        MatrixFormula.product(b, result, MatrixFormula.adjoint(b, MatrixFormula.lower(b, t)));
    return Formula.add(b, half, MatrixFormula.adjoint(b, half));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value l = MatrixFormula.realDiagonal(b, operands.get(0));
    Value t = operands.get(1);
    return Optional.of(List.of(transposed ? back(b, l, t) : forth(b, l, t)));
  }

  /** {@code l Φ(l⁻¹ t l⁻ᴴ)}, where Φ takes the lower triangle and half of the diagonal. */
  private static Value forth(GraphBuilder b, Value l, Value t) {
    Value half = MatrixFormula.lowerSolve(b, l, MatrixFormula.hermitian(b, t), false);
    Value inner = MatrixFormula.lowerSolve(b, l, MatrixFormula.adjoint(b, half), false);
    return b.one(new TriangularMatMul(true, false), l, MatrixFormula.halfLower(b, inner));
  }

  /** The transposes of the same, the last first. */
  private static Value back(GraphBuilder b, Value l, Value c) {
    Value given = MatrixFormula.realDiagonal(b, MatrixFormula.lower(b, c));
    Value upper = MatrixFormula.transposed(b, l);
    Value product = b.one(new TriangularMatMul(false, false), upper, given);
    SolveTriangular solve = new SolveTriangular(false, false, false);
    Value half =
        b.one(
            solve,
            MatrixFormula.conjugate(b, upper),
            MatrixFormula.transposed(b, MatrixFormula.halfLower(b, product)));
    Value inner = b.one(solve, upper, MatrixFormula.transposed(b, half));
    Value whole = Formula.add(b, inner, MatrixFormula.adjoint(b, inner));
    return MatrixFormula.halfLower(b, whole);
  }

  /** A diagonal that is not next to 0. */
  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.POSITIVE : Domain.ANY;
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 2).floorDivide(Dim.of(3));
  }
}
