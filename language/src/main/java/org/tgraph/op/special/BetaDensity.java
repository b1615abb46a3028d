package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.divide;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.negative;
import static org.tgraph.op.pointwise.Formula.nonzero;
import static org.tgraph.op.pointwise.Formula.select;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/** The density of the beta distribution, {@code x^(a - 1) (1 - x)^(b - 1) / B(a, b)}. */
public record BetaDensity() implements Ternary {
  @Override
  public String name() {
    return "beta_density";
  }

  @Override
  public double apply(double a, double b, double x) {
    return RegularizedBeta.derivative(x, a, b);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> multiply(b, out, slope(b, i, in)));
  }

  private static Value slope(GraphBuilder b, int i, List<Value> in) {
    Value x = in.get(2);
    Value one = constant(b, 1, x);
    Value rest = subtract(b, one, x);
    if (i == 2) {
      Value rise = divide(b, subtract(b, in.get(0), one), x);
      return subtract(b, rise, divide(b, subtract(b, in.get(1), one), rest));
    }
    return logarithm(b, 1 - i, i, in);
  }

  /**
   * The derivative by a parameter of what depends on x: log(x), or log(1 - x). At the bounds, where
   * the density of parameters above 1 is 0 and stays so, it is that of another number.
   */
  private static Value log(GraphBuilder b, int i, Value x) {
    if (i == 0) {
      return b.one(new Log(), nonzero(b, x));
    }
    Value one = constant(b, 1, x);
    Value isAtBound = b.one(new Equal(), x, one);
    Value safe = select(b, isAtBound, constant(b, 0, x), x);
    return b.one(new Log1p(), negative(b, safe));
  }

  /** The derivative of orders i and j by the parameters of the logarithm of the density. */
  static Value logarithm(GraphBuilder b, int i, int j, List<Value> in) {
    Value cumulant = cumulant(b, i, j, in);
    return i + j == 1 ? add(b, log(b, j, in.get(2)), cumulant) : cumulant;
  }

  /** The derivative of orders i and j by a and b of the logarithm of {@code 1 / B(a, b)}. */
  private static Value cumulant(GraphBuilder b, int i, int j, List<Value> in) {
    Polygamma polygamma = new Polygamma(i + j - 1);
    Value both = b.one(polygamma, add(b, in.get(0), in.get(1)));
    if (i > 0 && j > 0) {
      return both;
    }
    return subtract(b, both, b.one(polygamma, in.get(i > 0 ? 0 : 1)));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(15);
  }
}
