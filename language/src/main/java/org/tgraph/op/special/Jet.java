package org.tgraph.op.special;

import java.util.Arrays;

/**
 * A Taylor polynomial in one or two small numbers, {@code Σ c(i, j) ε^i δ^j} up to a given {@code i
 * + j}: arithmetic on such gives the derivatives by two parameters of whatever is computed with it
 * (Griewank and Walther, "Evaluating derivatives", chapter 13). Operations change the polynomial
 * that they are of, and give it back.
 */
final class Jet {
  private final int order;
  private final boolean isOfTwo;

  /** By {@code i + j}, then by j. */
  private final double[] coefficients;

  private Jet(int order, boolean isOfTwo) {
    this.order = order;
    this.isOfTwo = isOfTwo;
    this.coefficients = new double[start(order + 1)];
  }

  /** A constant, as a polynomial in ε alone. */
  static Jet ofOne(int order, double value) {
    return new Jet(order, false).reset(value);
  }

  /** A constant, as a polynomial in ε and δ. */
  static Jet ofTwo(int order, double value) {
    return new Jet(order, true).reset(value);
  }

  Jet copy() {
    return new Jet(order, isOfTwo).plus(this);
  }

  /** A constant again. */
  Jet reset(double value) {
    Arrays.fill(coefficients, 0);
    coefficients[0] = value;
    return this;
  }

  /** Where the coefficients of that {@code i + j} begin. */
  private int start(int degree) {
    return isOfTwo ? degree * (degree + 1) / 2 : degree;
  }

  double get(int i, int j) {
    return coefficients[start(i + j) + j];
  }

  void set(int i, int j, double value) {
    coefficients[start(i + j) + j] = value;
  }

  /** The derivative of orders i and j by ε and δ. */
  double derivative(int i, int j) {
    double result = get(i, j);
    for (int k = 2; k <= i; k++) {
      result *= k;
    }
    for (int k = 2; k <= j; k++) {
      result *= k;
    }
    return result;
  }

  Jet plus(Jet other) {
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] += other.coefficients[k];
    }
    return this;
  }

  /** The sum with {@code value + first ε + second δ}. */
  Jet plus(double value, double first, double second) {
    coefficients[0] += value;
    if (order > 0) {
      coefficients[1] += first;
    }
    if (order > 0 && isOfTwo) {
      coefficients[2] += second;
    }
    return this;
  }

  /** The product with {@code value + first ε + second δ}, from the highest powers down. */
  Jet times(double value, double first, double second) {
    for (int degree = order; degree > 0; degree--) {
      int at = start(degree);
      int below = start(degree - 1);
      coefficients[at] = coefficients[at] * value + coefficients[below] * first;
      if (isOfTwo) {
        for (int j = 1; j < degree; j++) {
          coefficients[at + j] =
              coefficients[at + j] * value
                  + coefficients[below + j] * first
                  + coefficients[below + j - 1] * second;
        }
        int last = at + degree;
        coefficients[last] = coefficients[last] * value + coefficients[at - 1] * second;
      }
    }
    coefficients[0] *= value;
    return this;
  }

  /** The quotient by {@code value + first ε + second δ}, from the lowest powers up. */
  Jet over(double value, double first, double second) {
    double inverse = 1 / value;
    coefficients[0] *= inverse;
    for (int degree = 1; degree <= order; degree++) {
      int at = start(degree);
      int below = start(degree - 1);
      coefficients[at] = (coefficients[at] - coefficients[below] * first) * inverse;
      if (isOfTwo) {
        for (int j = 1; j < degree; j++) {
          double known = coefficients[below + j] * first + coefficients[below + j - 1] * second;
          coefficients[at + j] = (coefficients[at + j] - known) * inverse;
        }
        int last = at + degree;
        coefficients[last] = (coefficients[last] - coefficients[at - 1] * second) * inverse;
      }
    }
    return this;
  }

  Jet times(Jet other) {
    for (int degree = order; degree >= 0; degree--) {
      for (int j = isOfTwo ? degree : 0; j >= 0; j--) {
        int at = start(degree) + j;
        coefficients[at] = coefficients[at] * other.coefficients[0] + known(other, degree, j);
      }
    }
    return this;
  }

  Jet over(Jet other) {
    double inverse = 1 / other.coefficients[0];
    for (int degree = 0; degree <= order; degree++) {
      for (int j = 0; j <= (isOfTwo ? degree : 0); j++) {
        int at = start(degree) + j;
        coefficients[at] = (coefficients[at] - known(other, degree, j)) * inverse;
      }
    }
    return this;
  }

  /** What coefficients of lower powers add to one of the product with another polynomial. */
  private double known(Jet other, int degree, int j) {
    double sum = 0;
    for (int lower = 0; lower < degree; lower++) {
      int at = start(lower);
      int rest = start(degree - lower) + j;
      for (int k = Math.max(0, j - degree + lower); k <= Math.min(lower, j); k++) {
        sum += coefficients[at + k] * other.coefficients[rest - k];
      }
    }
    return sum;
  }

  /** The exponential, another polynomial, by the differential equation that it has in εt and δt. */
  Jet exp() {
    Jet exp = new Jet(order, isOfTwo);
    exp.coefficients[0] = Math.exp(coefficients[0]);
    for (int degree = 1; degree <= order; degree++) {
      for (int j = 0; j <= (isOfTwo ? degree : 0); j++) {
        double sum = 0;
        for (int power = 1; power <= degree; power++) {
          int first = Math.max(0, j - degree + power);
          for (int k = first; k <= (isOfTwo ? Math.min(power, j) : 0); k++) {
            double rest = exp.coefficients[start(degree - power) + j - k];
            sum += power * coefficients[start(power) + k] * rest;
          }
        }
        exp.coefficients[start(degree) + j] = sum / degree;
      }
    }
    return exp;
  }

  /** Whether no coefficient changes that of {@code sum} by as much as its last digit. */
  boolean isNegligibleIn(Jet sum) {
    for (int k = 0; k < coefficients.length; k++) {
      double least = Math.max(0x1p-56 * Math.abs(sum.coefficients[k]), Double.MIN_NORMAL);
      if (Math.abs(coefficients[k]) > least) {
        return false;
      }
    }
    return true;
  }
}
