package org.tgraph.op.special;

import java.util.function.DoubleUnaryOperator;

/**
 * Integrals from 0 of functions that fall off exponentially, by Gauss and Legendre's rule on
 * intervals each of which is as long as all before it, so that what happens near 0 is seen at its
 * own scale.
 */
final class GaussLegendre {
  private static final int NODES = 20;
  private static final double[] AT = new double[NODES];
  private static final double[] WEIGHT = new double[NODES];

  /**
   * The zeros of the Legendre polynomial by Newton's method (NIST DLMF 3.5.21 to 3.5.23, 18.9.1).
   */
  static {
    for (int i = 0; i < NODES; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
      double slope = 0;
      for (int step = 0; step < 10; step++) {
        double before = 0;
        double value = 1;
        for (int n = 1; n <= NODES; n++) {
          double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
          before = value;
          value = next;
        }
        slope = NODES * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      AT[i] = x;
      WEIGHT[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private GaussLegendre() {}

  /**
   * The integral from 0 to {@code end}.
   *
   * @param first the length of the first interval
   */
  static double integral(DoubleUnaryOperator f, double first, double end) {
    double sum = 0;
    double low = 0;
    double high = first;
    while (low < end) {
      high = Math.min(high, end);
      double half = (high - low) / 2;
      double middle = low + half;
      double part = 0;
      for (int i = 0; i < NODES; i++) {
        part += WEIGHT[i] * f.applyAsDouble(middle + half * AT[i]);
      }
      sum += half * part;
      low = high;
      high *= 2;
    }
    return sum;
  }

  /** From where on {@code exp(exponent)} is negligible, for an exponent that falls in the end. */
  static double end(DoubleUnaryOperator exponent, double start) {
    double end = start;
    while (exponent.applyAsDouble(end) > -60) {
      end *= 1.5;
    }
    return end;
  }
}
