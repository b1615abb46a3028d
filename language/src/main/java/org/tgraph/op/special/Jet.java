package org.tgraph.op.special;

/**
 * A Taylor polynomial in two small numbers, {@code Σ c(i, j) ε^i δ^j} up to given powers of each:
 * arithmetic on such gives derivatives by two parameters of whatever is computed with it (Griewank
 * and Walther, "Evaluating derivatives", chapter 13).
 */
final class Jet {
  private final int rows;
  private final int columns;
  private final double[] coefficients;

  private Jet(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.coefficients = new double[rows * columns];
  }

  /** A constant, with all powers up to {@code first} of the one and {@code second} of the other. */
  static Jet constant(int first, int second, double value) {
    Jet jet = new Jet(first + 1, second + 1);
    jet.coefficients[0] = value;
    return jet;
  }

  double get(int i, int j) {
    return i < 0 || j < 0 ? 0 : coefficients[i * columns + j];
  }

  void set(int i, int j, double value) {
    coefficients[i * columns + j] = value;
  }

  /** The derivative of the highest order by each. */
  double derivative() {
    double result = coefficients[coefficients.length - 1];
    for (int i = 2; i < rows; i++) {
      result *= i;
    }
    for (int j = 2; j < columns; j++) {
      result *= j;
    }
    return result;
  }

  Jet plus(Jet other) {
    Jet sum = new Jet(rows, columns);
    for (int k = 0; k < coefficients.length; k++) {
      sum.coefficients[k] = coefficients[k] + other.coefficients[k];
    }
    return sum;
  }

  Jet times(Jet other) {
    Jet product = new Jet(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int k = 0; k <= i; k++) {
          for (int l = 0; l <= j; l++) {
            sum += get(k, l) * other.get(i - k, j - l);
          }
        }
        product.set(i, j, sum);
      }
    }
    return product;
  }

  /** The product with {@code value + first ε + second δ}. */
  Jet times(double value, double first, double second) {
    Jet product = new Jet(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        product.set(i, j, get(i, j) * value + get(i - 1, j) * first + get(i, j - 1) * second);
      }
    }
    return product;
  }

  /** The quotient by {@code value + first ε + second δ}. */
  Jet over(double value, double first, double second) {
    Jet quotient = new Jet(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double rest = quotient.get(i - 1, j) * first + quotient.get(i, j - 1) * second;
        quotient.set(i, j, (get(i, j) - rest) / value);
      }
    }
    return quotient;
  }

  /** The exponential, by the differential equation that it has in ε, and in δ where ε is 0. */
  Jet exp() {
    Jet exp = new Jet(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        exp.set(i, j, i + j == 0 ? Math.exp(get(0, 0)) : expCoefficient(exp, i, j));
      }
    }
    return exp;
  }

  private double expCoefficient(Jet exp, int i, int j) {
    double sum = 0;
    for (int k = 0; k <= i; k++) {
      for (int l = 0; l <= j; l++) {
        int power = i > 0 ? k : l;
        if (power > 0) {
          sum += power * get(k, l) * exp.get(i - k, j - l);
        }
      }
    }
    return sum / (i > 0 ? i : j);
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
