package org.tgraph.inference;

/**
 * How to sample.
 *
 * @param warmup transitions that adapt and are not kept
 * @param draws transitions that are kept
 * @param target the share of proposals to be accepted
 * @param maxDepth a trajectory has at most {@code 2 ** maxDepth} steps
 * @param isDense whether correlations are learned too, and not only scales
 */
public record Settings(
    int chains, int warmup, int draws, long seed, double target, int maxDepth, boolean isDense) {}
