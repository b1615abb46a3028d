package org.tgraph.inference;

/**
 * What one chain has drawn, after the warmup.
 *
 * @param positions for each draw
 * @param statistics for each of {@link Statistic}, a number for each draw
 * @param variances the inverse of the metric
 */
public record Draws(double[][] positions, double[][] statistics, double[] variances) {}
