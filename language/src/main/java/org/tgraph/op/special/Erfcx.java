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
  /** How far above the order the continued fraction begins; enough for x from {@link #FORWARD}. */
  private static final int DEPTH = 250;

  /** Below, going forwards is accurate. */
  private static final double FORWARD = 1;

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
    double value = org.apache.commons.numbers.gamma.Erfcx.value(x);
    if (order == 0) {
      return value;
    }
    return x < FORWARD ? forwards(x, value) : backwards(x, value);
  }

  private double forwards(double x, double value) {
    double before = value;
    double now = 2 * x * value - Erf.SLOPE;
    for (int n = 1; n < order; n++) {
      double next = 2 * x * now + 2 * n * before;
      before = now;
      now = next;
    }
    return now;
  }

  private double backwards(double x, double value) {
    double[] ratios = new double[order];
    double ratio = 0;
    for (int n = order + DEPTH; n > 0; n--) {
      ratio = 2 * n / (2 * x + ratio);
      if (n <= order) {
        ratios[n - 1] = ratio;
      }
    }
    double result = value;
    for (double each : ratios) {
      result *= -each;
    }
    return result;
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
