package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.negative;

import java.util.List;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Binary;
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
      Value slope = b.one(i == 0 ? new GammaIncSlope(1) : new GammaDensity(), in.get(0), in.get(1));
      return upper ? negative(b, slope) : slope;
    });
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(50);
  }
}
