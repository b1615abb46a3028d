package org.tgraph.op.special;

import java.util.List;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/** The logarithm of {@link Ndtr}, also where that is too small for a float. */
public record LogNdtr() implements Unary {
  @Override
  public String name() {
    return "log_ndtr";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    if (x > 0) {
      return Math.log1p(-new Ndtr().apply(-x));
    }
    double scaled = org.apache.commons.numbers.gamma.Erfcx.value(-x * Ndtr.ROOT);
    return Math.log(0.5 * scaled) - 0.5 * x * x;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new LogNdtrSlope(1), in.get(0)));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(4);
  }
}
