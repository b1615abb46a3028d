package org.tgraph.inference;

import java.util.Arrays;

/** A log density in one line: the value, and what it adds to the gradient. */
record Formula(int size, Of of) implements Density {
  interface Of {
    double at(double[] x, double[] gradient);
  }

  @Override
  public double evaluate(double[] position, double[] gradient) {
    Arrays.fill(gradient, 0);
    return of.at(position, gradient);
  }

  /**
   * Normal numbers around 3, each with its own scale of 0.5, 1 or 2, of which neighbours have the
   * correlation 0.9: the precision has three diagonals. With all constants.
   */
  static Formula correlated(int size) {
    double rho = 0.9;
    double c = 1 / (1 - rho * rho);
    double norm = 0;
    for (int i = 0; i < size; i++) {
      norm -= 0.5 * Math.log(2 * Math.PI) + Math.log(scale(i)) - (i > 0 ? 0.5 * Math.log(c) : 0);
    }
    double constant = norm;
    return new Formula(
        size,
        (x, g) -> {
          double sum = constant;
          for (int i = 0; i < x.length; i++) {
            double z = (x[i] - 3) / scale(i);
            double sides = 0;
            sides += i > 0 ? (x[i - 1] - 3) / scale(i - 1) : 0;
            sides += i < x.length - 1 ? (x[i + 1] - 3) / scale(i + 1) : 0;
            double own = i == 0 || i == x.length - 1 ? 1 : 1 + rho * rho;
            double slope = -c * (own * z - rho * sides);
            g[i] = slope / scale(i);
            sum += 0.5 * z * slope;
          }
          return sum;
        });
  }

  static double scale(int i) {
    return Math.pow(2, i % 3 - 1);
  }
}
