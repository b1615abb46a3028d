package org.tgraph.inference;

/**
 * How momenta and velocities belong together: the kinetic energy is half of {@code momentum ·
 * velocity}. The inverse of the metric is to be the covariance of the target, so that all its
 * directions look alike to a trajectory.
 *
 * <p>Each method goes once through all numbers of a state: for small models that is most of what
 * sampling costs.
 */
sealed interface Metric permits DiagonalMetric, DenseMetric {
  /** Fills a momentum with normal numbers whose covariance is the metric. */
  void draw(double[] momentum, RandomNumbers random);

  /** The first half of a leap: pushes for half of the time, and moves by the velocity then. */
  void depart(Phase z, double time);

  /** The second half, with the gradient of where it arrived; then the velocity is that there. */
  void arrive(Phase z, double time);

  /** Puts the inverse of the metric where a walker has it. */
  void copyTo(Walker walker);

  /** The diagonal of the inverse of the metric: the variances that the target is taken to have. */
  double[] variances();
}
