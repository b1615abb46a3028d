package org.tgraph.inference;

import java.lang.foreign.MemorySegment;

/**
 * Makes whole transitions of {@link Nuts} where a density is computed, from memory to memory: in
 * machine code a step costs little more than its gradient. One thread at a time may use it.
 */
public interface Walker {
  /** The numbers of a state that are no vectors. */
  enum Number {
    /** Given: the size of a step. */
    STEP,
    /** That at the position; left for that which was drawn. */
    LOG_DENSITY,
    /** Left: the mean probability of acceptance along the trajectory. */
    ACCEPTANCE,
    /** Left: the energy of the state that was drawn. */
    ENERGY,
    /** Left: how often the trajectory was doubled. */
    DEPTH,
    /** Left: its steps. */
    LEAPS,
    /** Left: 1 if it diverged. */
    DIVERGENT
  }

  /**
   * Doubles: the position and the gradient of the log density there, of which those that it drew
   * are left; the momentum, which is given if the metric is dense; and one for each {@link Number}.
   */
  MemorySegment state();

  /** Given: the inverse of the metric; its diagonal, or if it is dense, all of it row by row. */
  MemorySegment covariance();

  /** The state of a {@link RandomNumbers}: four whole numbers, and its spare normal number. */
  MemorySegment random();

  /**
   * Makes a transition.
   *
   * @return whether it came to its end; if not, nothing that was left counts but the state of the
   *     random numbers, and it is to be tried again
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  boolean walk();
}
