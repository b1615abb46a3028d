package org.tgraph.inference;

/**
 * Draws from a distribution that stands for a density, and how well it does.
 *
 * @param positions for each draw
 * @param logDensities for each draw
 * @param logApproximations for each draw the log density of what it is drawn from
 * @param k the shape of the tail of the importance weights: above 0.7 the two are far apart
 * @param elbo the evidence lower bound: the mean of the log density, less that of what is drawn
 *     from
 * @param isSettled whether a search for it came to an end
 */
public record Approximation(
    double[][] positions,
    double[] logDensities,
    double[] logApproximations,
    double k,
    double elbo,
    boolean isSettled) {
  /** Above this what is computed of importance weights cannot be trusted. */
  public static final double BAD_K = 0.7;
}
