package org.tgraph.inference;

import java.util.Optional;

/** Makes the transitions of a chain. */
sealed interface Transition permits Nuts, Walk {
  /**
   * Moves the state on, whose density is known before and after.
   *
   * @param learns whether the step size learns from each
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; what was made
   *     before is told
   */
  void make(int count, Phase state, StepSize step, boolean learns, Told told);

  /** Is told of each transition. */
  interface Told {
    /**
     * @param position that was drawn; changes with the next transition
     */
    void of(double[] position, Outcome outcome);
  }

  /**
   * What a transition did.
   *
   * @param logDensity of the state that was drawn
   * @param acceptance the mean probability of acceptance along the trajectory
   * @param depth how often the trajectory was doubled
   * @param leaps its steps
   * @param energy of the state that was drawn
   */
  record Outcome(
      double stepSize,
      double logDensity,
      double acceptance,
      double energy,
      int depth,
      int leaps,
      boolean isDivergent) {}

  /** Where the density is computed, if that can be. */
  static Transition of(Dynamics dynamics, RandomNumbers random, int maxDepth) {
    Optional<Walker> walker = dynamics.walker(maxDepth);
    return walker.isPresent()
        ? new Walk(walker.get(), dynamics, random)
        : new Nuts(dynamics, random, maxDepth);
  }
}
