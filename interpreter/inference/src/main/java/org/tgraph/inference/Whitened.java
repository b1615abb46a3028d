package org.tgraph.inference;

import java.util.Arrays;

/**
 * A density of other numbers {@code y}, of which the position is {@code mean + factor * y}: near to
 * a standard normal one if these are near to what the density has.
 *
 * @param diagonal of the factor, a lower triangular matrix
 * @param factor row by row what is left of the diagonal, which is nothing where only scales are
 *     taken
 * @param logDeterminant of it
 */
record Whitened(
    Density of, double[] mean, double[] diagonal, double[][] factor, double logDeterminant)
    implements Density {
  /**
   * @param isFull whether the correlations are taken too, and not only the scales
   */
  static Whitened of(Density density, LowRankNormal like, boolean isFull) {
    double[][] covariance = like.covariance();
    int size = covariance.length;
    double[][] whole = isFull ? DenseMetric.of(covariance).factor() : new double[size][0];
    double[] diagonal = new double[size];
    double[][] factor = new double[size][];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      diagonal[i] = isFull ? whole[i][i] : Math.sqrt(covariance[i][i]);
      factor[i] = Arrays.copyOf(whole[i], isFull ? i : 0);
      sum += Math.log(diagonal[i]);
    }
    return new Whitened(density, like.mean(), diagonal, factor, sum);
  }

  @Override
  public int size() {
    return of.size();
  }

  /** The position of a {@code y}. */
  double[] back(double[] y) {
    double[] position = mean.clone();
    for (int i = 0; i < y.length; i++) {
      double[] row = factor[i];
      for (int j = 0; j < row.length; j++) {
        position[i] += row[j] * y[j];
      }
      position[i] += diagonal[i] * y[i];
    }
    return position;
  }

  @Override
  public double evaluate(double[] y, double[] gradient) {
    double[] own = new double[y.length];
    double value = of.evaluate(back(y), own);
    for (int i = 0; i < y.length; i++) {
      gradient[i] = diagonal[i] * own[i];
      // What is added to is that of rows above.
      double[] row = factor[i];
      for (int j = 0; j < row.length; j++) {
        gradient[j] += row[j] * own[i];
      }
    }
    return value + logDeterminant;
  }
}
