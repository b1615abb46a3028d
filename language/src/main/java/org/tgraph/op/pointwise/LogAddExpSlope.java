package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The derivative of {@link LogAddExp} by x, the share {@code exp(x) / (exp(x) + exp(y))} of both,
 * which is a half where they are equal, infinite too.
 */
public record LogAddExpSlope() implements Binary {
  @Override
  public String name() {
    return "logaddexp_slope";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    return x == y ? 0.5 : 1 / (1 + Math.exp(y - x));
  }

  /** The product of both shares, with the sign of x for y. */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value product = Formula.multiply(b, out, b.one(this, in.get(1), in.get(0)));
      return i == 0 ? product : Formula.negative(b, product);
    });
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value y = in.get(1);
          Value one = Formula.constant(b, 1, x);
          Value odds = b.one(new Exp(), Formula.subtract(b, y, x));
          Value share = Formula.divide(b, one, Formula.add(b, one, odds));
          return Formula.select(b, b.one(new Equal(), x, y), Formula.constant(b, 0.5, x), share);
        });
  }

  /** An exponential and what goes around it. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(4);
  }
}
