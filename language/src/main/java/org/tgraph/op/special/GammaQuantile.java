package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.negative;
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
 * The logarithm of the quantile of the gamma distribution of parameter x: below its exponential
 * lies the share y of all. By the parameter it moves as the distribution function, which stays what
 * it is, makes it move (Figurnov, Mohamed and Mnih, "Implicit reparameterization gradients", 2018).
 */
public record GammaQuantile() implements Binary {
  @Override
  public String name() {
    return "gamma_quantile";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double a, double u) {
    return GammaIntegral.logQuantile(a, u);
  }

  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.POSITIVE : new Domain(0.05, 0.95);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value a = in.get(0);
      if (i == 0) {
        return negative(b, b.one(new GammaIncRatio(1), a, out));
      }
      Value log = subtract(b, b.one(new LGamma(), a), multiply(b, a, out));
      return b.one(new Exp(), add(b, b.one(new Exp(), out), log));
    });
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(100);
  }
}
