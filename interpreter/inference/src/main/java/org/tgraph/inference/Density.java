package org.tgraph.inference;

import java.util.Optional;

/** The logarithm of a density of vectors of real numbers, up to a constant. */
public interface Density {
  /** How many numbers a vector has. */
  int size();

  /**
   * The value at a position, and there its gradient.
   *
   * @param position is not changed
   * @param gradient is filled
   * @return the log density; minus infinity or {@code nan} where there is none, and then the
   *     gradient does not count
   */
  double evaluate(double[] position, double[] gradient);

  /**
   * What makes transitions of the no-U-turn sampler where this is computed; nothing if they are
   * made here, one evaluation at a time.
   *
   * @param maxDepth a trajectory is doubled so often at most
   * @param isDense whether the metric is a matrix
   */
  default Optional<Walker> walker(int maxDepth, boolean isDense) {
    return Optional.empty();
  }
}
