package org.tgraph.inference;

/** Mean and variance of some numbers. */
public final class Moments {
  private Moments() {}

  public static double mean(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each;
    }
    return sum / x.length;
  }

  /** With one degree of freedom taken by the mean; {@code nan} of one number. */
  public static double variance(double[] x) {
    double mean = mean(x);
    double sum = 0;
    for (double each : x) {
      sum += (each - mean) * (each - mean);
    }
    return sum / (x.length - 1);
  }
}
