package org.tgraph.inference;

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
}
