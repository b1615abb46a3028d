package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.negative;
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
 * The regularized incomplete gamma function of a parameter x and a number y: the lower one, the
 * gamma distribution function, or the upper one, which is 1 minus it.
 */
public record GammaInc(boolean upper) implements Binary {
  @Override
  public String name() {
    return "gammainc";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double a, double x) {
    return GammaIntegral.value(a, x, upper);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value a = in.get(0);
      Value x = in.get(1);
      Value slope = i == 0 ? byParameter(b, a, x) : b.one(new GammaDensity(), a, x);
      return upper ? negative(b, slope) : slope;
    });
  }

  /**
   * x times the density is a times the density of parameter {@code a + 1}, which is 0 at 0, where
   * the logarithm is of another number.
   */
  private static Value byParameter(GraphBuilder b, Value a, Value x) {
    Value ratio = b.one(new GammaIncRatio(1), a, b.one(new Log(), nonzero(b, x)));
    Value density = b.one(new GammaDensity(), add(b, a, constant(b, 1, a)), x);
    return multiply(b, ratio, multiply(b, a, density));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(50);
  }
}
