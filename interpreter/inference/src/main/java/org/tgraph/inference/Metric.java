package org.tgraph.inference;

/**
 * How momenta and velocities belong together: the kinetic energy is half of {@code momentum ·
 * velocity}. The inverse of the metric is to be the covariance of the target, so that all its
 * directions look alike to a trajectory.
 */
sealed interface Metric permits DiagonalMetric, DenseMetric {
  /** Fills a momentum with normal numbers whose covariance is the metric. */
  void draw(double[] momentum, RandomNumbers random);

  /** The velocity of a momentum. */
  double[] velocity(double[] momentum);

  /** Twice the kinetic energy of a momentum. */
  double square(double[] momentum);

  /** Moves a position by the velocity of a momentum, for a time. */
  void advance(double[] position, double[] momentum, double time);

  /** The diagonal of the inverse of the metric: the variances that the target is taken to have. */
  double[] variances();
}
