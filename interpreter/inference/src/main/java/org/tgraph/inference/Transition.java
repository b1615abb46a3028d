package org.tgraph.inference;

import java.util.Optional;

/** Makes the transitions of a chain. */
sealed interface Transition permits Nuts, Walk {
  /** Moves the state on; its density is known before and after. */
  Outcome transition(Phase state, double stepSize);

  /**
   * What a transition did.
   *
   * @param acceptance the mean probability of acceptance along the trajectory
   * @param depth how often the trajectory was doubled
   * @param leaps its steps
   * @param energy of the state that was drawn
   */
  record Outcome(double acceptance, int depth, int leaps, boolean isDivergent, double energy) {}

  /** Where the density is computed, if that can be. */
  static Transition of(Dynamics dynamics, RandomNumbers random, int maxDepth) {
    Optional<Walker> walker = dynamics.walker(maxDepth);
    return walker.isPresent()
        ? new Walk(walker.get(), dynamics, random)
        : new Nuts(dynamics, random, maxDepth);
  }
}
