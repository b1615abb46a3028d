package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.reduce.Prod;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The matrix of cofactors, which for a regular matrix is {@code det(a) a⁻ᵀ}: the derivative of the
 * determinant. Where pivots are next to 0 it is computed from the singular value decomposition, so
 * that it is right for singular matrices too.
 *
 * <p>The forward rule, {@code tr(a⁻¹ ȧ) c - c (a⁻¹ ȧ)ᵀ}, solves with the matrix, which must be
 * regular.
 */
public record Cofactor() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> floating[..b, n, n]");

  @Override
  public String name() {
    return "cofactor";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    PivotedLu lu = PivotedLu.of(a);
    return List.of(lu.isRegular() ? byInverse(a, lu) : bySingularValues(a));
  }

  private static Matrix byInverse(Matrix a, PivotedLu lu) {
    Matrix cofactors = lu.solve(Matrix.identity(a.rows(), a.isComplex())).transposed();
    for (int row = 0; row < cofactors.rows(); row++) {
      cofactors.scaleRow(row, lu.determinant());
    }
    return cofactors;
  }

  private static Matrix bySingularValues(Matrix a) {
    JacobiSvd svd = JacobiSvd.of(a, false);
    Matrix right = svd.vh().conjugate();
    for (int row = 0; row < right.rows(); row++) {
      double others = 1;
      for (int other = 0; other < right.rows(); other++) {
        others *= other == row ? 1 : svd.values()[other];
      }
      right.scaleRow(row, Complex.ofCartesian(others, 0));
    }
    Matrix product = svd.u().conjugate().times(right);
    Complex sign = PivotedLu.of(svd.u()).direction().multiply(PivotedLu.of(svd.vh()).direction());
    for (int row = 0; row < product.rows(); row++) {
      product.scaleRow(row, sign);
    }
    return product;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(
            tangents
                .get(0)
                .map(t -> {
                  Value c = out.get(0);
                  Value y = b.one(new Solve(), in.get(0), t);
                  Value trace = MatrixFormula.everywhere(b, MatrixFormula.trace(b, y), c.shape());
                  return Formula.subtract(
                      b,
                      Formula.multiply(b, trace, c),
                      MatrixFormula.product(b, c, MatrixFormula.transposed(b, y)));
                })));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    List<Value> svd = b.emit(new Svd(false), operands);
    Value u = svd.get(0);
    Value vh = svd.get(2);
    Value values = MatrixFormula.inRows(b, svd.get(1), u.shape());
    Value one = Formula.constant(b, 1, values);
    Value others = Formula.select(b, MatrixFormula.isDiagonal(b, u.shape()), one, values);
    Value products = b.one(new Prod(List.of(u.rank() - 1)), others);
    Value scaled =
        Formula.multiply(
            b,
            MatrixFormula.transposed(b, MatrixFormula.adjoint(b, u)),
            MatrixFormula.cast(b, MatrixFormula.inRows(b, products, u.shape()), u));
    Value product =
        MatrixFormula.product(b, scaled, MatrixFormula.transposed(b, MatrixFormula.adjoint(b, vh)));
    Value sign = Formula.multiply(b, b.one(new Det(), u), b.one(new Det(), vh));
    return Optional.of(
        List.of(Formula.multiply(b, MatrixFormula.everywhere(b, sign, u.shape()), product)));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 2);
  }
}
