package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.nonzero;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Binary;
import org.tgraph.op.pointwise.Log;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The derivative of an order by the parameter of the lower regularized incomplete gamma function.
 *
 * @param order from 1
 */
public record GammaIncSlope(int order) implements Binary {
  public GammaIncSlope {
    if (order < 1) {
      throw new IllegalArgumentException("order " + order);
    }
  }

  @Override
  public String name() {
    return "gammainc_slope";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double a, double x) {
    return GammaIntegral.slope(order, a, x);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  /** By the parameter that of the next order; by x that of the density by the parameter. */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value a = in.get(0);
      Value x = in.get(1);
      return i == 0 ? b.one(new GammaIncSlope(order + 1), a, x) : ofDensity(b, a, x);
    });
  }

  private Value ofDensity(GraphBuilder b, Value a, Value x) {
    Value log = b.one(new Log(), nonzero(b, x));
    Value relative =
        Cumulants.relative(b, order, 0, a, (k, l) -> GammaDensity.logarithm(b, k, a, log));
    return multiply(b, b.one(new GammaDensity(), a, x), relative);
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(100L * order);
  }
}
