package org.tgraph.inference;

import java.util.Optional;

/**
 * How to sample.
 *
 * @param warmup transitions that adapt and are not kept
 * @param draws transitions that are kept
 * @param target the share of proposals to be accepted
 * @param maxDepth a trajectory has at most {@code 2 ** maxDepth} steps
 * @param isDense whether correlations are learned too, and not only scales
 * @param starts for each chain the positions where it may begin, of which the first with a finite
 *     density is taken; nothing if chains begin at random
 */
public record Settings(
    int chains,
    int warmup,
    int draws,
    long seed,
    double target,
    int maxDepth,
    boolean isDense,
    Optional<double[][][]> starts) {
  /** With chains that begin at random. */
  public Settings(
      int chains, int warmup, int draws, long seed, double target, int maxDepth, boolean isDense) {
    this(chains, warmup, draws, seed, target, maxDepth, isDense, Optional.empty());
  }
}
