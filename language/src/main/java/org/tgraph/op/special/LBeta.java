package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Binary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The logarithm of the absolute value of the beta function, {@code lgamma(x) + lgamma(y) - lgamma(x
 * + y)}, without the digits that this loses.
 */
public record LBeta() implements Binary {
  private static final LGamma LGAMMA = new LGamma();

  @Override
  public String name() {
    return "lbeta";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    boolean isPositive = x > 0 && y > 0;
    if (isPositive && (Double.isInfinite(x) || Double.isInfinite(y))) {
      return Double.NEGATIVE_INFINITY;
    }
    return isPositive
        ? LogBeta.value(x, y)
        : LGAMMA.apply(x) + LGAMMA.apply(y) - LGAMMA.apply(x + y);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        subtract(
            b,
            b.one(new Polygamma(0), in.get(i)),
            b.one(new Polygamma(0), add(b, in.get(0), in.get(1)))));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(15);
  }
}
