package org.tgraph.op.special;

import java.util.List;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * {@code exp(x²) * erfc(x)}, which does not vanish for large x, and its derivatives. With {@code w}
 * for it, {@code w' = 2 x w - 2/√π} and, after n steps, {@code w⁽ⁿ⁺¹⁾ = 2 x w⁽ⁿ⁾ + 2 n w⁽ⁿ⁻¹⁾}
 * (NIST Digital Library of Mathematical Functions, 7.18.2 and 7.18.7). All of one order have one
 * sign, so that forwards no digits are lost for x below 0; for large x they are lost, and the ratio
 * of one derivative to the next is found as the continued fraction that the recurrence is
 * backwards.
 *
 * @param order of the derivative, from 0
 */
public record Erfcx(int order) implements Unary {
  /** How far above the order the continued fraction begins, for x of 1; by the square of x less. */
  private static final double DEPTH = 240;

  /** Below, going forwards is accurate. */
  private static final double FORWARD = 0.75;

  public Erfcx {
    if (order < 0) {
      throw new IllegalArgumentException("order " + order);
    }
  }

  @Override
  public String name() {
    return "erfcx";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    double result = value(x);
    for (double ratio : ratios(order, x)) {
      result *= ratio;
    }
    return result;
  }

  private static double value(double x) {
    return org.apache.commons.numbers.gamma.Erfcx.value(x);
  }

  /** Each derivative divided by the one before, up to the order. */
  static double[] ratios(int order, double x) {
    double[] ratios = new double[order];
    if (order == 0) {
      return ratios;
    }
    if (x < FORWARD) {
      ratios[0] = 2 * x - Erf.SLOPE / value(x);
      for (int n = 1; n < order; n++) {
        ratios[n] = 2 * x + 2 * n / ratios[n - 1];
      }
      return ratios;
    }
    double ratio = 0;
    int depth = order + 10 + (int) (DEPTH / (x * x));
    for (int n = depth; n > 0; n--) {
      ratio = 2 * n / (2 * x + ratio);
      if (n <= order) {
        ratios[n - 1] = -ratio;
      }
    }
    return ratios;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Erfcx(order + 1), in.get(0)));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(2);
  }
}
