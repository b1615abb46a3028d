package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.divide;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.select;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.Less;
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
    return Derivative.pointwise((b, i, in, out) -> {
      Value first = in.get(0);
      Value second = in.get(1);
      Value x = in.get(2);
      if (i == 2) {
        return b.one(new BetaDensity(), first, second, x);
      }
      Value ratio = b.one(new BetaIncRatio(1 - i, i), first, second, inside(b, x));
      return multiply(b, ratio, weight(b, first, second, x));
    });
  }

  /** x, and a half in place of its bounds, at which only the weight counts, which is 0. */
  private static Value inside(GraphBuilder b, Value x) {
    Value isAbove = b.one(new Greater(), x, constant(b, 0, x));
    Value isBelow = b.one(new Less(), x, constant(b, 1, x));
    Value isInside = b.one(new BitwiseAnd(), isAbove, isBelow);
    return select(b, isInside, x, constant(b, 0.5, x));
  }

  /**
   * {@code x (1 - x)} times the density, as the density of parameters larger by 1 times {@code B(a
   * + 1, b + 1) / B(a, b)}.
   */
  private static Value weight(GraphBuilder b, Value first, Value second, Value x) {
    Value one = constant(b, 1, x);
    Value density = b.one(new BetaDensity(), add(b, first, one), add(b, second, one), x);
    Value sum = add(b, first, second);
    Value share = multiply(b, divide(b, first, sum), divide(b, second, add(b, sum, one)));
    return multiply(b, share, density);
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(50);
  }
}
