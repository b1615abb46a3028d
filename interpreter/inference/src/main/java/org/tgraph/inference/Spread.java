package org.tgraph.inference;

/** The variances of positions, or their covariances too, by Welford's method. */
final class Spread {
  private final boolean isDense;
  private final double[] mean;

  /** Of the deviations the sums of products; of a diagonal metric only those with themselves. */
  private final double[][] products;

  private int count;

  Spread(int size, boolean isDense) {
    this.isDense = isDense;
    this.mean = new double[size];
    this.products = new double[isDense ? size : 1][size];
  }

  Spread fresh() {
    return new Spread(mean.length, isDense);
  }

  void add(double[] position) {
    count++;
    double[] before = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      before[i] = position[i] - mean[i];
      mean[i] += before[i] / count;
    }
    for (int i = 0; i < mean.length; i++) {
      double after = position[i] - mean[i];
      if (isDense) {
        for (int k = 0; k <= i; k++) {
          products[i][k] += before[k] * after;
          products[k][i] = products[i][k];
        }
      } else {
        products[0][i] += before[i] * after;
      }
    }
  }

  /** Shrunk towards a small unit metric, as if five numbers of it had been seen before. */
  Metric metric() {
    double n = count;
    double[][] shrunk = new double[products.length][mean.length];
    for (int i = 0; i < shrunk.length; i++) {
      for (int k = 0; k < mean.length; k++) {
        double own = i == k || !isDense ? 1e-3 * 5 / (n + 5) : 0;
        shrunk[i][k] = n / (n + 5) * products[i][k] / (n - 1) + own;
      }
    }
    return isDense ? DenseMetric.of(shrunk) : new DiagonalMetric(shrunk[0]);
  }
}
