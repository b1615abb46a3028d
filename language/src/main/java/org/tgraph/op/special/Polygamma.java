package org.tgraph.op.special;

import java.util.List;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * The derivative of order {@code order + 1} of the logarithm of the gamma function; of order 0 it
 * is the digamma function. Formulas: NIST Digital Library of Mathematical Functions, 5.5
 * (recurrence and reflection), 5.11.2 and 5.15.8 (asymptotic series), 5.15.6.
 *
 * @param order from 0
 */
public record Polygamma(int order) implements Unary {
  /** The Bernoulli numbers of even index, from 2. */
  private static final double[] BERNOULLI = {
    1 / 6.0,
    -1 / 30.0,
    1 / 42.0,
    -1 / 30.0,
    5 / 66.0,
    -691 / 2730.0,
    7 / 6.0,
    -3617 / 510.0,
    43867 / 798.0,
    -174611 / 330.0
  };

  /** The Bernoulli numbers of even index, from 2, that the asymptotic series takes. */
  public static double[] bernoulli() {
    return BERNOULLI.clone();
  }

  public Polygamma {
    if (order < 0) {
      throw new IllegalArgumentException("order " + order);
    }
  }

  @Override
  public String name() {
    return "polygamma";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    boolean isEven = order % 2 == 0;
    if (x == Double.POSITIVE_INFINITY) {
      return order == 0 ? x : isEven ? -0.0 : 0.0;
    }
    if (x > 0) {
      return ofPositive(x);
    }
    if (x == Math.rint(x)) {
      double atPole = isEven ? Double.NaN : Double.POSITIVE_INFINITY;
      return x == 0 && isEven ? Math.copySign(Double.POSITIVE_INFINITY, -x) : atPole;
    }
    double reflected = ofPositive(1 - x);
    return (isEven ? reflected : -reflected) - cotangent(x);
  }

  /** By recurrence up to where the asymptotic series holds. */
  private double ofPositive(double x) {
    double sign = order % 2 == 0 ? 1 : -1;
    double factorial = 1;
    for (int i = 2; i <= order; i++) {
      factorial *= i;
    }
    double sum = 0;
    double at = x;
    while (at < 15 + order) {
      sum -= sign * factorial / power(at, order + 1);
      at++;
    }
    return sum + series(at, factorial);
  }

  /** By products where these are few and as exact. */
  private static double power(double x, int exponent) {
    return switch (exponent) {
      case 0 -> 1;
      case 1 -> x;
      case 2 -> x * x;
      default -> Math.pow(x, exponent);
    };
  }

  private double series(double x, double factorial) {
    double tail = 0;
    double term = (order == 0 ? 1 : factorial / order) / power(x, order);
    for (int k = 1; k <= BERNOULLI.length; k++) {
      int last = 2 * k + order - 1;
      term *=
          order == 0 && k == 1
              ? 1 / x / x / 2
              : (last - 1.0) * last / x / x / (2.0 * k * (2 * k - 1));
      tail += BERNOULLI[k - 1] * term;
    }
    if (order == 0) {
      return Math.log(x) - 1 / (2 * x) - tail;
    }
    double sum = factorial / order / power(x, order) + factorial / 2 / power(x, order + 1) + tail;
    return order % 2 == 0 ? -sum : sum;
  }

  /**
   * The derivative of this order of {@code π cot(πx)} as a polynomial in the cotangent, made by the
   * derivative {@code -(1 + c²)} of {@code c} for each order; over a power of π.
   */
  public double[] inCotangents() {
    double[] polynomial = new double[order + 2];
    polynomial[1] = 1;
    for (int k = 0; k < order; k++) {
      double[] next = new double[order + 2];
      for (int power = 1; power <= k + 1; power++) {
        next[power - 1] -= power * polynomial[power];
        next[power + 1] -= power * polynomial[power];
      }
      polynomial = next;
    }
    return polynomial;
  }

  private double cotangent(double x) {
    double[] polynomial = inCotangents();
    double offset = x - Math.rint(x);
    double cotangent =
        Math.abs(offset) < 0.25
            ? 1 / Math.tan(Math.PI * offset)
            : Math.copySign(Math.tan(Math.PI * (0.5 - Math.abs(offset))), offset);
    double value = polynomial[order + 1];
    for (int power = order; power >= 0; power--) {
      value = value * cotangent + polynomial[power];
    }
    return value * Math.pow(Math.PI, order + 1);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Polygamma(order + 1), in.get(0)));
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(5);
  }
}
