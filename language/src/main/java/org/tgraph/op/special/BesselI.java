package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Sign;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The modified Bessel function of the first kind, of whole order; if scaled, times {@code
 * exp(-|x|)}. Near 0 the power series, whose terms are all positive, and far from it the asymptotic
 * series (NIST Digital Library of Mathematical Functions, 10.25.2, 10.40.1; derivative: 10.29.1).
 *
 * @param order from 0
 */
public record BesselI(int order, boolean scaled) implements Unary {
  /** From there on, for order 0, the smallest term of the asymptotic series is below 10⁻²⁵. */
  private static final double FAR = 30;

  private static final double EPSILON = 0x1p-56;

  public BesselI {
    if (order < 0) {
      throw new IllegalArgumentException("order " + order);
    }
  }

  @Override
  public String name() {
    return "bessel_i";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    double size = Math.abs(x);
    double value = size < FAR + order * order ? near(size) : far(size);
    return order % 2 == 1 ? Math.copySign(value, x) : value;
  }

  private double near(double x) {
    double term = 1;
    for (int i = 1; i <= order; i++) {
      term *= x / 2 / i;
    }
    double square = x / 2 * (x / 2);
    double sum = 0;
    for (int k = 1; term > EPSILON * sum; k++) {
      sum += term;
      term *= square / ((double) k * (k + order));
    }
    return scaled ? sum * Math.exp(-x) : Double.isNaN(x) ? x : sum;
  }

  /** The exponential in two halves, as it overflows before the result does. */
  private double far(double x) {
    double squares = 4.0 * order * order;
    double sum = 1;
    double term = 1;
    for (int k = 1; Math.abs(term) > EPSILON; k++) {
      double odd = 2 * k - 1;
      term *= -(squares - odd * odd) / (8 * k * x);
      sum += term;
    }
    double value = sum / Math.sqrt(2 * Math.PI * x);
    if (scaled) {
      return value;
    }
    double half = Math.exp(x / 2);
    return half == Double.POSITIVE_INFINITY ? half : value * half * half;
  }

  /** The mean of the functions of the orders below and above; that of order -1 is that of 1. */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value mean = mean(b, in.get(0));
      return scaled ? subtract(b, mean, multiply(b, b.one(new Sign(), in.get(0)), out)) : mean;
    });
  }

  private Value mean(GraphBuilder b, Value x) {
    Value below = b.one(new BesselI(Math.abs(order - 1), scaled), x);
    if (order == 0) {
      return below;
    }
    Value above = b.one(new BesselI(order + 1, scaled), x);
    return multiply(b, constant(b, 0.5, x), add(b, below, above));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(3);
  }
}
