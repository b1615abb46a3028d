package org.tgraph.inference;

/**
 * A density of other numbers {@code y}, of which the position is {@code mean + factor * y}: near to
 * a standard normal one if these are near to what the density has.
 *
 * @param factor a lower triangular matrix
 * @param logDeterminant of it
 */
record Whitened(Density of, double[] mean, double[][] factor, double logDeterminant)
    implements Density {
  /**
   * @param isFull whether the correlations are taken too, and not only the scales
   */
  static Whitened of(Density density, LowRankNormal like, boolean isFull) {
    double[][] covariance = like.covariance();
    double[][] factor = new double[covariance.length][covariance.length];
    if (isFull) {
      factor = DenseMetric.of(covariance).factor();
    } else {
      for (int i = 0; i < factor.length; i++) {
        factor[i][i] = Math.sqrt(covariance[i][i]);
      }
    }
    double sum = 0;
    for (int i = 0; i < factor.length; i++) {
      sum += Math.log(factor[i][i]);
    }
    return new Whitened(density, like.mean(), factor, sum);
  }

  @Override
  public int size() {
    return of.size();
  }

  /** The position of a {@code y}. */
  double[] back(double[] y) {
    double[] position = mean.clone();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j <= i; j++) {
        position[i] += factor[i][j] * y[j];
      }
    }
    return position;
  }

  @Override
  public double evaluate(double[] y, double[] gradient) {
    double[] own = new double[y.length];
    double value = of.evaluate(back(y), own);
    for (int j = 0; j < y.length; j++) {
      gradient[j] = 0;
      for (int i = j; i < y.length; i++) {
        gradient[j] += factor[i][j] * own[i];
      }
    }
    return value + logDeterminant;
  }
}
