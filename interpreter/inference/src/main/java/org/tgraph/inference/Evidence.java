package org.tgraph.inference;

/**
 * A density in two factors: one that draws can be made from, the prior, and what is known, the
 * likelihood.
 */
public interface Evidence {
  /** How many numbers a position has. */
  int size();

  /**
   * A draw from the prior.
   *
   * @param number the same number always gives the same draw
   */
  double[] prior(long number);

  /**
   * The logarithms of both at a position, and their gradients; minus infinity or {@code nan} where
   * there is none.
   *
   * @param position is not changed
   * @param values is filled: the prior, the likelihood
   * @param gradients are filled, in the same order
   */
  void evaluate(double[] position, double[] values, double[][] gradients);
}
