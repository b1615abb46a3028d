package org.tgraph.op.special;

import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The logarithm of the absolute value of the gamma function; infinite at 0 and the negative whole
 * numbers.
 */
public record LGamma() implements Unary {
  /** Closer to the pole at 0 the function is minus the logarithm, to all digits. */
  private static final double TINY = 1e-20;

  @Override
  public String name() {
    return "lgamma";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    if (x > 0) {
      return LogGamma.value(x);
    }
    if (x == Math.rint(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x > -TINY) {
      return -Math.log(-x);
    }
    // By the distance from the pole, which is exact; only the size of the sine is wanted.
    double sine = Math.sin(Math.PI * (x - Math.rint(x)));
    return Math.log(Math.PI / Math.abs(sine)) - LogGamma.value(1 - x);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Polygamma(0), in.get(0)));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(2);
  }
}
