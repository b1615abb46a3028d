package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/** {@code log(exp(x) + exp(y))} without overflow on the way. */
public record LogAddExp() implements Binary {
  @Override
  public String name() {
    return "logaddexp";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    if (x == y) {
      return x + Formula.LN2;
    }
    double most = Math.max(x, y);
    return most == Double.POSITIVE_INFINITY ? most : most + Math.log1p(Math.exp(-Math.abs(x - y)));
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> b.one(new LogAddExpSlope(), in.get(i), in.get(1 - i)));
  }

  /** The greater plus {@code log1p(exp(-abs(x - y)))}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value y = in.get(1);
          Value most = b.one(new Maximum(), x, y);
          Value distance = Composition.abs(b, subtract(b, x, y));
          Value less = b.one(new Log1p(), b.one(new Exp(), Formula.negative(b, distance)));
          Value isInfinite = b.one(new IsInf(), most);
          return Formula.select(b, isInfinite, most, Formula.add(b, most, less));
        });
  }

  /** An exponential, a logarithm and what goes around them. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(5);
  }
}
