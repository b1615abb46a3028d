package org.tgraph.op.special;

import java.util.List;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/** The regularized incomplete beta function, the distribution function of the beta distribution. */
public record BetaInc() implements Ternary {
  @Override
  public String name() {
    return "betainc";
  }

  @Override
  public double apply(double a, double b, double x) {
    return BetaIntegral.value(a, b, x);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        i == 2
            ? b.one(new BetaDensity(), in.get(0), in.get(1), in.get(2))
            : b.emit(new BetaIncSlopes(1), in).get(i));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(50);
  }
}
