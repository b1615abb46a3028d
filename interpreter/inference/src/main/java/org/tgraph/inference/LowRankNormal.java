package org.tgraph.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The normal distribution whose covariance is the inverse Hessian that L-BFGS has learned, a
 * diagonal matrix and one of low rank: algorithms 3 and 4 of Zhang, Carpenter, Gelman and Vehtari,
 * "Pathfinder: Parallel Quasi-Newton Variational Inference" (2022). With {@code D} the roots of the
 * diagonal and {@code Q} orthonormal rows it is {@code D (I + Q' (L L' - I) Q) D}.
 *
 * @param roots the diagonal of {@code D}
 * @param basis the rows of {@code Q}
 * @param factor {@code L}, as many rows as {@code Q}
 * @param logDeterminant of the covariance
 */
record LowRankNormal(
    double[] mean, double[] roots, double[][] basis, double[][] factor, double logDeterminant) {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /**
   * Around the mode that is expected from a place.
   *
   * @param diagonal of the covariance, before the changes are learned from
   * @return nothing if numbers are too far apart to compute with
   */
  static Optional<LowRankNormal> of(Phase at, double[] diagonal, List<Ascent.Change> changes) {
    int n = diagonal.length;
    double[] roots = new double[n];
    double logDeterminant = 0;
    for (int i = 0; i < n; i++) {
      roots[i] = Math.sqrt(diagonal[i]);
      logDeterminant += Math.log(diagonal[i]);
    }
    // The columns of the part of low rank, divided by the roots.
    int m = changes.size();
    double[][] columns = new double[2 * m][n];
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < n; i++) {
        columns[j][i] = roots[i] * changes.get(j).slope()[i];
        columns[m + j][i] = changes.get(j).step()[i] / roots[i];
      }
    }
    List<double[]> basis = new ArrayList<>();
    double[][] parts = orthogonal(columns, basis);
    double[][] middle = middle(changes, columns);
    int rank = basis.size();
    double[][] inner = new double[rank][rank];
    for (int a = 0; a < rank; a++) {
      for (int b = 0; b < rank; b++) {
        double sum = a == b ? 1 : 0;
        for (int i = 0; i < 2 * m; i++) {
          for (int j = 0; j < 2 * m; j++) {
            sum += parts[i][a] * middle[i][j] * parts[j][b];
          }
        }
        inner[a][b] = sum;
      }
    }
    double[][] factor;
    try {
      factor = DenseMetric.of(inner).factor();
    } catch (IllegalArgumentException notPositive) {
      return Optional.empty();
    }
    for (int a = 0; a < rank; a++) {
      logDeterminant += 2 * Math.log(factor[a][a]);
    }
    LowRankNormal centred =
        new LowRankNormal(
            new double[n], roots, basis.toArray(double[][]::new), factor, logDeterminant);
    double[] mean = centred.times(at.gradient);
    Vectors.add(mean, 1, at.position);
    for (double each : mean) {
      if (!Double.isFinite(each)) {
        return Optional.empty();
      }
    }
    return Optional.of(new LowRankNormal(mean, roots, centred.basis, factor, logDeterminant));
  }

  /**
   * Orthonormal vectors that span the columns, by Gram and Schmidt, twice; what each column is made
   * of. A column that adds nothing to those before it gets no vector of its own.
   */
  private static double[][] orthogonal(double[][] columns, List<double[]> basis) {
    double[][] parts = new double[columns.length][columns.length];
    for (int j = 0; j < columns.length; j++) {
      double[] rest = columns[j].clone();
      double before = Math.sqrt(Vectors.dot(rest, rest));
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < basis.size(); k++) {
          double share = Vectors.dot(basis.get(k), rest);
          parts[j][k] += share;
          Vectors.add(rest, -share, basis.get(k));
        }
      }
      double left = Math.sqrt(Vectors.dot(rest, rest));
      if (left > 1e-10 * before && basis.size() < rest.length) {
        parts[j][basis.size()] = left;
        for (int i = 0; i < rest.length; i++) {
          rest[i] /= left;
        }
        basis.add(rest);
      }
    }
    return parts;
  }

  /**
   * {@code [[0, -R^-1], [-R^-T, R^-T (diag(R) + Z' A Z) R^-1]]}, {@code R} the upper part of S'Z.
   */
  private static double[][] middle(List<Ascent.Change> changes, double[][] columns) {
    int m = changes.size();
    double[][] r = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = i; j < m; j++) {
        r[i][j] = Vectors.dot(changes.get(i).step(), changes.get(j).slope());
      }
    }
    double[][] inverse = new double[m][m];
    for (int j = 0; j < m; j++) {
      inverse[j][j] = 1 / r[j][j];
      for (int i = j - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = i + 1; k <= j; k++) {
          sum += r[i][k] * inverse[k][j];
        }
        inverse[i][j] = -sum / r[i][i];
      }
    }
    double[][] middle = new double[2 * m][2 * m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        middle[i][m + j] = -inverse[i][j];
        middle[m + j][i] = -inverse[i][j];
        double sum = 0;
        for (int a = 0; a <= i; a++) {
          for (int b = 0; b <= j; b++) {
            double own = Vectors.dot(columns[a], columns[b]) + (a == b ? r[a][a] : 0);
            sum += inverse[a][i] * own * inverse[b][j];
          }
        }
        middle[m + i][m + j] = sum;
      }
    }
    return middle;
  }

  /** Fills a draw; its log density. */
  double draw(RandomNumbers random, double[] draw) {
    double[] u = new double[mean.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = random.normal();
    }
    double square = Vectors.dot(u, u);
    double[] inside = inside(u);
    for (int k = 0; k < basis.length; k++) {
      double moved = -inside[k];
      for (int j = 0; j <= k; j++) {
        moved += factor[k][j] * inside[j];
      }
      Vectors.add(u, moved, basis[k]);
    }
    for (int i = 0; i < u.length; i++) {
      draw[i] = mean[i] + roots[i] * u[i];
    }
    return -0.5 * (square + logDeterminant + u.length * LOG_2_PI);
  }

  private double[] inside(double[] u) {
    double[] inside = new double[basis.length];
    for (int k = 0; k < inside.length; k++) {
      inside[k] = Vectors.dot(basis[k], u);
    }
    return inside;
  }

  /** The covariance times a vector. */
  private double[] times(double[] vector) {
    double[] u = new double[vector.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = roots[i] * vector[i];
    }
    double[] inside = inside(u);
    double[] back = new double[inside.length];
    for (int j = 0; j < back.length; j++) {
      for (int k = j; k < back.length; k++) {
        back[j] += factor[k][j] * inside[k];
      }
    }
    for (int k = 0; k < back.length; k++) {
      double moved = -inside[k];
      for (int j = 0; j <= k; j++) {
        moved += factor[k][j] * back[j];
      }
      Vectors.add(u, moved, basis[k]);
    }
    for (int i = 0; i < u.length; i++) {
      u[i] *= roots[i];
    }
    return u;
  }

  /** The whole covariance. */
  double[][] covariance() {
    double[][] covariance = new double[mean.length][];
    for (int i = 0; i < covariance.length; i++) {
      double[] unit = new double[mean.length];
      unit[i] = 1;
      covariance[i] = times(unit);
    }
    return covariance;
  }
}
