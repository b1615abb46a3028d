package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Imag;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.MakeComplex;
import org.tgraph.op.pointwise.Real;
import org.tgraph.op.reduce.Prod;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Inferred;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The determinant as a number of absolute value 1, or 0, and the logarithm of its absolute value;
 * of a singular matrix 0 and {@code -inf}, of a 0 by 0 matrix 1 and 0. The forward rule is the
 * trace of {@code a⁻¹ ȧ} (Giles 2008, 2.2.4), whose imaginary part turns the sign.
 */
public record SlogDet() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> (sign: floating[..b], logabsdet: floating[..b])");

  @Override
  public String name() {
    return "slogdet";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    return inferWithParts(operands, List.of(1));
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    PivotedLu lu = PivotedLu.of(a);
    return List.of(Matrix.scalar(lu.direction(), a.isComplex()), Matrix.column(lu.logSize()));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        tangents
            .get(0)
            .map(t -> tangents(b, in.get(0), out.get(0), t))
            .orElseGet(() -> List.of(Optional.empty(), Optional.empty())));
  }

  private static List<Optional<Value>> tangents(GraphBuilder b, Value a, Value sign, Value t) {
    Value trace = MatrixFormula.traceOfProduct(b, b.one(new Inv(), a), t);
    if (MatrixFormula.isReal(a)) {
      return List.of(Optional.empty(), Optional.of(trace));
    }
    Value log = b.one(new Real(), trace);
    Value turn = b.one(new MakeComplex(), Formula.constant(b, 0, log), b.one(new Imag(), trace));
    return List.of(Optional.of(Formula.multiply(b, sign, turn)), Optional.of(log));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    List<Value> factors = b.emit(new Lu(), operands);
    Value pivots = MatrixFormula.diagonal(b, factors.get(2));
    List<Integer> last = List.of(pivots.rank() - 1);
    Value magnitudes = b.one(new Abs(), pivots);
    Value divisor = MatrixFormula.cast(b, Formula.nonzero(b, magnitudes), pivots);
    Value direction = b.one(new Prod(last), Formula.divide(b, pivots, divisor));
    Value sign = Formula.multiply(b, MatrixFormula.sign(b, factors.get(0), pivots), direction);
    Value sizes = b.one(new Sum(last), b.one(new Log(), magnitudes));
    // Adding 0 makes +0 of -0.
    return Optional.of(List.of(Formula.add(b, sign, Formula.constant(b, 0, sign)), sizes));
  }
}
