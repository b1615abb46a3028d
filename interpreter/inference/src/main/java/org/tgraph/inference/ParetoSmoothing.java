package org.tgraph.inference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Pareto-smoothed importance weights (Vehtari, Simpson, Gelman, Yao and Gabry, 2024).
 *
 * @param logWeights the logarithms of weights that add up to 1
 * @param k the shape of their tail: above 0.7 they cannot be trusted, and what is weighted is far
 *     from what it is to stand for
 */
record ParetoSmoothing(double[] logWeights, double k) {
  /** Below so many weights in the tail nothing is known of it. */
  private static final int FEWEST = 5;

  /** Logarithms of weights that differ by less have no tail. */
  private static final double LEVEL = 1e-9;

  /**
   * @param logRatios of densities, one of which may be 0
   */
  static ParetoSmoothing of(double[] logRatios) {
    int n = logRatios.length;
    double most = Arrays.stream(logRatios).max().orElseThrow();
    double[] logs = Arrays.stream(logRatios).map(r -> r - most).toArray();
    int tail = (int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n)));
    double k = Double.POSITIVE_INFINITY;
    if (tail >= FEWEST && tail < n) {
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> logs[i]))
              .mapToInt(i -> i)
              .toArray();
      double cutoff = Math.exp(logs[order[n - tail - 1]]);
      double[] above = new double[tail];
      for (int i = 0; i < tail; i++) {
        above[i] = Math.exp(logs[order[n - tail + i]]) - cutoff;
      }
      if (-logs[order[n - tail - 1]] < LEVEL) {
        k = Double.NEGATIVE_INFINITY;
      } else if (above[0] > 0) {
        double[] fitted = fit(above);
        k = fitted[0];
        for (int i = 0; i < tail; i++) {
          double p = (i + 0.5) / tail;
          double quantile = quantile(p, fitted[0], fitted[1]);
          logs[order[n - tail + i]] = Math.min(0, Math.log(quantile + cutoff));
        }
      }
    }
    double sum = Vectors.logSum(logs);
    return new ParetoSmoothing(Arrays.stream(logs).map(l -> l - sum).toArray(), k);
  }

  private static double quantile(double p, double k, double sigma) {
    return Math.abs(k) > 1e-10
        ? sigma * Math.expm1(-k * Math.log1p(-p)) / k
        : -sigma * Math.log1p(-p);
  }

  /**
   * Shape and scale of the generalized Pareto distribution of sorted numbers above 0, by the method
   * of Zhang and Stephens (2009), with the weak prior that draws the shape towards 0.5.
   */
  private static double[] fit(double[] x) {
    int n = x.length;
    int m = 30 + (int) Math.sqrt(n);
    double quarter = x[(n + 2) / 4 - 1];
    double[] theta = new double[m];
    double[] profile = new double[m];
    for (int j = 0; j < m; j++) {
      theta[j] = 1 / x[n - 1] + (1 - Math.sqrt(m / (j + 0.5))) / (3 * quarter);
      double k = meanLog(theta[j], x);
      profile[j] = n * (Math.log(-theta[j] / k) - k - 1);
    }
    double sum = Vectors.logSum(profile);
    double best = 0;
    for (int j = 0; j < m; j++) {
      best += theta[j] * Math.exp(profile[j] - sum);
    }
    double shape = meanLog(best, x);
    return new double[] {(n * shape + 10 * 0.5) / (n + 10), -shape / best};
  }

  private static double meanLog(double theta, double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += Math.log1p(-theta * each);
    }
    return sum / x.length;
  }
}
