package org.tgraph.inference;

/** Sums and products of vectors. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Adds a multiple of another vector. */
  static void add(double[] to, double factor, double[] other) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * other[i];
    }
  }

  /** The logarithm of the sum of what these are the logarithms of. */
  static double logSum(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double each : logs) {
      largest = Math.max(largest, each);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double each : logs) {
      sum += Math.exp(each - largest);
    }
    return largest + Math.log(sum);
  }
}
