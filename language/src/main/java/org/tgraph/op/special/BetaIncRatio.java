package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.divide;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/**
 * The derivative of some orders by the parameters of the regularized incomplete beta function,
 * divided by {@code x (1 - x)} times its derivative by x. The derivatives of such quotients are
 * made of such quotients, so there are those of every order.
 *
 * @param first the order by a
 * @param second the order by b; one of both is from 1
 */
public record BetaIncRatio(int first, int second) implements Ternary {
  public BetaIncRatio {
    if (first < 0 || second < 0 || first + second == 0) {
      throw new IllegalArgumentException("orders " + first + ", " + second);
    }
  }

  @Override
  public String name() {
    return "betainc_ratio";
  }

  @Override
  public double apply(double a, double b, double x) {
    return BetaIntegral.ratio(first, second, a, b, x);
  }

  /** The divisor is {@code D = x^a (1 - x)^b / B(a, b)}; of its logarithm, all are known. */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> i == 2 ? byPlace(b, in, out) : byParameter(b, i, in, out));
  }

  private Value byParameter(GraphBuilder b, int i, List<Value> in, Value out) {
    BetaIncRatio next = new BetaIncRatio(first + 1 - i, second + i);
    Value slope = slope(b, 1 - i, i, in);
    return subtract(b, b.one(next, in.get(0), in.get(1), in.get(2)), multiply(b, out, slope));
  }

  /** {@code (∂D / D - r (a (1 - x) - b x)) / (x (1 - x))}, where r is this. */
  private Value byPlace(GraphBuilder b, List<Value> in, Value out) {
    Value x = in.get(2);
    Value rest = subtract(b, constant(b, 1, x), x);
    Value density = Cumulants.relative(b, first, second, x, (k, l) -> slope(b, k, l, in));
    Value balance = subtract(b, multiply(b, in.get(0), rest), multiply(b, in.get(1), x));
    Value change = subtract(b, density, multiply(b, out, balance));
    return divide(b, change, multiply(b, x, rest));
  }

  /** The derivative of these orders of the logarithm of D by the parameters. */
  private static Value slope(GraphBuilder b, int i, int j, List<Value> in) {
    Value cumulant = BetaDensity.cumulant(b, i, j, in);
    return i + j == 1 ? add(b, BetaDensity.log(b, j, in.get(2)), cumulant) : cumulant;
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(400);
  }
}
