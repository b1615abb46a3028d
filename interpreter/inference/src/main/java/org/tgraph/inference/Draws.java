package org.tgraph.inference;

import java.util.Arrays;

/**
 * What one chain has drawn, after the warmup.
 *
 * @param positions for each draw
 * @param statistics for each of {@link Statistic}, a number for each draw
 * @param variances the inverse of the metric
 */
public record Draws(double[][] positions, double[][] statistics, double[] variances) {
  /** Of a chain that has drawn nothing. */
  static final Draws NONE =
      new Draws(new double[0][], new double[Statistic.values().length][0], new double[0]);

  /** The first ones. */
  Draws first(int count) {
    return new Draws(
        Arrays.copyOf(positions, count),
        Arrays.stream(statistics).map(each -> Arrays.copyOf(each, count)).toArray(double[][]::new),
        variances);
  }
}
