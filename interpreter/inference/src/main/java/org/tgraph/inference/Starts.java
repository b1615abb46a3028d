package org.tgraph.inference;

/** Where a search or a chain begins. */
final class Starts {
  /** How often a start is tried before there is none. */
  private static final int TRIES = 100;

  private Starts() {}

  /**
   * Uniform from -2 to 2 in each number, tried again where the density is not finite.
   *
   * @throws NoStart if no start was found with a finite density
   */
  static Phase random(Dynamics dynamics, RandomNumbers random) {
    Phase state = new Phase(dynamics.size());
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Workers.checkInterrupted();
      for (int i = 0; i < state.position.length; i++) {
        state.position[i] = 4 * random.uniform() - 2;
      }
      dynamics.evaluate(state);
      if (state.isFinite()) {
        return state;
      }
    }
    throw new NoStart(state.position);
  }

  /**
   * The first of some positions with a finite density.
   *
   * @throws NoStart if there is none
   */
  static Phase among(double[][] positions, Dynamics dynamics) {
    Phase state = new Phase(dynamics.size());
    for (double[] position : positions) {
      Workers.checkInterrupted();
      System.arraycopy(position, 0, state.position, 0, position.length);
      dynamics.evaluate(state);
      if (state.isFinite()) {
        return state;
      }
    }
    throw new NoStart(state.position);
  }
}
