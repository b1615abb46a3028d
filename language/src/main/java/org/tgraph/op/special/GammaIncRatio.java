package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Binary;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The derivative of an order by the parameter a of the lower regularized incomplete gamma function
 * at {@code exp(y)}, divided by its derivative by y. The derivatives of such quotients are made of
 * such quotients, so there are those of every order.
 *
 * @param order from 1
 */
public record GammaIncRatio(int order) implements Binary {
  public GammaIncRatio {
    if (order < 1) {
      throw new IllegalArgumentException("order " + order);
    }
  }

  @Override
  public String name() {
    return "gammainc_ratio";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double a, double y) {
    return GammaIntegral.ratio(order, a, y);
  }

  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.POSITIVE : Domain.ANY;
  }

  /** The divisor is {@code D = exp(a y - exp(y)) / Γ(a)}; of its logarithm, both are known. */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value a = in.get(0);
      Value y = in.get(1);
      if (i == 0) {
        Value next = b.one(new GammaIncRatio(order + 1), a, y);
        return subtract(b, next, multiply(b, out, GammaDensity.logarithm(b, 1, a, y)));
      }
      Value density =
          Cumulants.relative(b, order, 0, a, (k, l) -> GammaDensity.logarithm(b, k, a, y));
      Value slope = subtract(b, a, b.one(new Exp(), y));
      return subtract(b, density, multiply(b, out, slope));
    });
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(400);
  }
}
