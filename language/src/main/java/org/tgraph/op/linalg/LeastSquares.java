package org.tgraph.op.linalg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.reduce.Max;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The {@code x} of least norm among those that make the norm of {@code a x - b} least, by the
 * singular value decomposition: {@code x = a⁺ b}. Singular values of at most {@code rtol} times the
 * largest count as 0. Where an element of a is not finite, all results are {@code nan}.
 *
 * <p>The forward rule, {@code a⁺ (ḃ - ȧ x) + a⁺ a⁺ᴴ ȧᴴ (b - a x) + (1 - a⁺ a) ȧᴴ a⁺ᴴ x}, holds
 * where the rank stays what it is (G. Golub and V. Pereyra, "The differentiation of pseudo-inverses
 * and nonlinear least squares problems whose variables separate", 1973, 4.12).
 */
public record LeastSquares() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of(
          "(a: floating[..b, m, n], b: floating[..b, m, k], rtol: float[..b, 1, 1]) -> floating[..b, n, k]");

  @Override
  public String name() {
    return "least_squares";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    JacobiSvd svd = JacobiSvd.of(a, false);
    double[] values = svd.values();
    Matrix x = svd.u().adjoint().times(operands.get(1));
    double bound = values.length == 0 ? 0 : operands.get(2).re(0, 0) * values[0];
    for (int i = 0; i < values.length; i++) {
      double factor = values[i] > bound ? 1 / values[i] : values[i] <= bound ? 0 : Double.NaN;
      x.scaleRow(i, Complex.ofCartesian(factor, 0));
    }
    return List.of(svd.vh().adjoint().times(x));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) ->
            List.of(
                tangents
                    .get(0)
                    .map(t -> tangent(b, in, out.get(0), t, tangents.get(1)))
                    .or(() -> tangents.get(1).map(t -> b.one(this, in.get(0), t, in.get(2))))),
        List.of(1),
        (b, i, in, cotangent) ->
            b.one(this, MatrixFormula.transposed(b, in.get(0)), cotangent, in.get(2)));
  }

  /** All of it from one pseudoinverse, which is this operation on the identity. */
  private Value tangent(GraphBuilder b, List<Value> in, Value x, Value ofA, Optional<Value> ofB) {
    Value a = in.get(0);
    Value inverse = b.one(this, a, identity(b, a), in.get(2));
    Value t = MatrixFormula.adjoint(b, ofA);
    Value change = MatrixFormula.product(b, ofA, x);
    Value inside = MatrixFormula.difference(b, ofB, Optional.of(change)).orElseThrow();
    Value residual = Formula.subtract(b, in.get(1), MatrixFormula.product(b, a, x));
    Value adjoint = MatrixFormula.adjoint(b, inverse);
    Value byResidual = MatrixFormula.product(b, adjoint, MatrixFormula.product(b, t, residual));
    Value step = MatrixFormula.product(b, t, MatrixFormula.product(b, adjoint, x));
    Value leaving = Formula.subtract(b, byResidual, MatrixFormula.product(b, a, step));
    Value changed = MatrixFormula.product(b, inverse, Formula.add(b, inside, leaving));
    return Formula.add(b, changed, step);
  }

  private static Value identity(GraphBuilder b, Value a) {
    Dim rows = a.shape().dim(a.rank() - 2);
    Shape square = a.shape().with(a.rank() - 1, rows);
    return MatrixFormula.cast(b, MatrixFormula.isDiagonal(b, square), a);
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    List<Value> svd = b.emit(new Svd(false), List.of(operands.get(0)));
    Value s = svd.get(1);
    int last = s.rank() - 1;
    // With a 0 more there is a largest one even of an empty matrix.
    List<Dim> none = Collections.nCopies(s.rank(), Dim.ZERO);
    List<Dim> one = new ArrayList<>(none);
    one.set(last, Dim.ONE);
    Value more = b.one(new Pad(none, one, Collections.nCopies(s.rank(), 0)), s);
    Value largest = b.one(new Max(List.of(last)), more);
    Value share = b.one(new Reshape(largest.shape()), operands.get(2));
    List<Integer> batch = IntStream.range(0, last).boxed().toList();
    Value bound = b.one(new Broadcast(s.shape(), batch), Formula.multiply(b, largest, share));
    Value inverse =
        Formula.select(
            b,
            b.one(new Greater(), s, bound),
            Formula.reciprocal(b, Formula.nonzero(b, s)),
            Formula.constant(b, 0, s));
    Value inU = MatrixFormula.product(b, MatrixFormula.adjoint(b, svd.get(0)), operands.get(1));
    Value factors = MatrixFormula.cast(b, MatrixFormula.inColumns(b, inverse, inU.shape()), inU);
    Value inV = Formula.multiply(b, inU, factors);
    return Optional.of(
        List.of(MatrixFormula.product(b, MatrixFormula.adjoint(b, svd.get(2)), inV)));
  }

  /** A matrix of random numbers has no singular value next to this, times the largest. */
  @Override
  public Domain domain(int operand) {
    return operand == 2 ? new Domain(1e-9, 1e-8) : Domain.ANY;
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    Dim rows = operands.get(0).dim(operands.get(0).rank() - 2);
    return Cost.cubic(operands.get(0), 9).plus(Cost.elements(results).times(rows).times(4));
  }
}
