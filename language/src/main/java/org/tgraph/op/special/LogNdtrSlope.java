package org.tgraph.op.special;

import java.util.List;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The derivative of an order of {@link LogNdtr}. The first, {@code m}, is the density divided by
 * {@code ndtr}, the inverse of Mills' ratio, with {@code m' = -m (x + m)}; below 0, where that
 * loses digits, all are those of the logarithm of {@code erfcx(-x / √2)}.
 *
 * @param order from 1
 */
public record LogNdtrSlope(int order) implements Unary {
  public LogNdtrSlope {
    if (order < 1) {
      throw new IllegalArgumentException("order " + order);
    }
  }

  @Override
  public String name() {
    return "log_ndtr_slope";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x)) {
      return x > 0 || order > 2 ? 0 : order == 2 ? -1 : Double.POSITIVE_INFINITY;
    }
    if (order == 1) {
      return x < 0
          ? 2 * Ndtr.DENSITY_AT_0 / new Erfcx(0).apply(-x * Ndtr.ROOT)
          : Ndtr.DENSITY_AT_0 * Math.exp(-0.5 * x * x) / new Ndtr().apply(x);
    }
    double[] series = x < 0 ? below(-x * Ndtr.ROOT) : above(x);
    double result = series[order];
    for (int k = 2; k <= order; k++) {
      result *= k;
    }
    if (x < 0) {
      result = result * Math.pow(-Ndtr.ROOT, order) - (order == 2 ? 1 : 0);
    }
    return result;
  }

  /** Taylor's coefficients of {@code log(erfcx(t))}, by the quotient of its derivative and it. */
  private double[] below(double t) {
    double[] ratios = Erfcx.ratios(order, t);
    double[] relative = new double[order + 1];
    relative[0] = 1;
    double[] logarithm = new double[order + 1];
    for (int k = 1; k <= order; k++) {
      relative[k] = relative[k - 1] * ratios[k - 1] / k;
      double sum = k * relative[k];
      for (int j = 1; j < k; j++) {
        sum -= j * logarithm[j] * relative[k - j];
      }
      logarithm[k] = sum / k;
    }
    return logarithm;
  }

  /** Those of {@code log(ndtr(x))}, by the differential equation of its derivative. */
  private double[] above(double x) {
    double[] slope = new double[order];
    slope[0] = Ndtr.DENSITY_AT_0 * Math.exp(-0.5 * x * x) / new Ndtr().apply(x);
    double[] series = new double[order + 1];
    for (int k = 0; k < order; k++) {
      series[k + 1] = slope[k] / (k + 1);
      if (k + 1 < order) {
        double sum = 0;
        for (int i = 0; i <= k; i++) {
          double other = slope[k - i] + (k == i ? x : k == i + 1 ? 1 : 0);
          sum -= slope[i] * other;
        }
        slope[k + 1] = sum / (k + 1);
      }
    }
    return series;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new LogNdtrSlope(order + 1), in.get(0)));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(order == 1 ? 4 : 24);
  }
}
