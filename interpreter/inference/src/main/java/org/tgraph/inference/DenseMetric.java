package org.tgraph.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A metric whose inverse is a whole covariance matrix. Each step costs the square of the number of
 * sites' numbers, which strong correlations are worth.
 *
 * @param covariance the inverse of the metric
 * @param factor its lower Cholesky factor
 */
record DenseMetric(double[][] covariance, double[][] factor) implements Metric {
  /**
   * @throws IllegalArgumentException if the matrix is not positive definite
   */
  static DenseMetric of(double[][] covariance) {
    return new DenseMetric(covariance, cholesky(covariance));
  }

  static DenseMetric unit(int size) {
    double[][] unit = new double[size][size];
    for (int i = 0; i < size; i++) {
      unit[i][i] = 1;
    }
    return of(unit);
  }

  /** Row by row: {@code a = l * transpose(l)}. */
  private static double[][] cholesky(double[][] a) {
    double[][] l = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j];
        for (int k = 0; k < j; k++) {
          rest -= l[i][k] * l[j][k];
        }
        if (i > j) {
          l[i][j] = rest / l[j][j];
        } else if (rest > 0) {
          l[i][i] = Math.sqrt(rest);
        } else {
          throw new IllegalArgumentException("not positive definite");
        }
      }
    }
    return l;
  }

  /** The solution of {@code transpose(factor) * momentum = z}, which has the right covariance. */
  @Override
  public void draw(double[] momentum, RandomNumbers random) {
    for (int i = 0; i < momentum.length; i++) {
      momentum[i] = random.normal();
    }
    for (int i = momentum.length - 1; i >= 0; i--) {
      momentum[i] /= factor[i][i];
      for (int k = 0; k < i; k++) {
        momentum[k] -= factor[i][k] * momentum[i];
      }
    }
  }

  @Override
  public void copyTo(Walker walker) {
    copy(covariance, walker.covariance());
    copy(factor, walker.factor());
  }

  private static void copy(double[][] matrix, MemorySegment to) {
    long row = matrix.length * ValueLayout.JAVA_DOUBLE.byteSize();
    for (int i = 0; i < matrix.length; i++) {
      MemorySegment.copy(matrix[i], 0, to, ValueLayout.JAVA_DOUBLE, i * row, matrix.length);
    }
  }

  @Override
  public void depart(Phase z, double time) {
    Vectors.add(z.momentum, 0.5 * time, z.gradient);
    turn(z.momentum, z.velocity);
    Vectors.add(z.position, time, z.velocity);
  }

  @Override
  public void arrive(Phase z, double time) {
    Vectors.add(z.momentum, 0.5 * time, z.gradient);
    turn(z.momentum, z.velocity);
    z.kinetic = 0.5 * Vectors.dot(z.velocity, z.momentum);
  }

  private void turn(double[] momentum, double[] velocity) {
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = Vectors.dot(covariance[i], momentum);
    }
  }

  @Override
  public double[] variances() {
    double[] variances = new double[covariance.length];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = covariance[i][i];
    }
    return variances;
  }
}
