package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.divide;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.negative;
import static org.tgraph.op.pointwise.Formula.nonzero;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedGamma;
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

/** The density of the gamma distribution of parameter x at y, {@code y^(x - 1) exp(-y) / Γ(x)}. */
public record GammaDensity() implements Binary {
  @Override
  public String name() {
    return "gamma_density";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double a, double x) {
    return Double.isInfinite(x) && x > 0 && a > 0 ? 0 : RegularizedGamma.P.derivative(a, x);
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
      if (i == 0) {
        return multiply(b, out, logarithm(b, 1, a, b.one(new Log(), nonzero(b, x))));
      }
      Value one = constant(b, 1, out);
      return multiply(b, out, subtract(b, divide(b, subtract(b, a, one), x), one));
    });
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(20);
  }

  /**
   * The derivative of an order by the parameter of the logarithm of the density, at the number with
   * this logarithm.
   */
  static Value logarithm(GraphBuilder b, int order, Value a, Value log) {
    Value polygamma = b.one(new Polygamma(order - 1), a);
    return order == 1 ? subtract(b, log, polygamma) : negative(b, polygamma);
  }
}
