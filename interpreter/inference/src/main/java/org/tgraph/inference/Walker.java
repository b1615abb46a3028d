package org.tgraph.inference;

import java.lang.foreign.MemorySegment;

/**
 * Makes transitions of {@link Nuts} where a density is computed, from memory to memory: in machine
 * code a step costs little more than its gradient. All numbers are doubles but the state of the
 * random numbers. One thread at a time may use it.
 */
public interface Walker {
  /** What is recorded of a transition behind the position that was drawn. */
  enum Number {
    STEP_SIZE,
    LOG_DENSITY,
    /** The mean probability of acceptance along the trajectory. */
    ACCEPTANCE,
    /** That of the state that was drawn. */
    ENERGY,
    /** How often the trajectory was doubled. */
    DEPTH,
    /** Its steps. */
    LEAPS,
    /** 1 if it diverged. */
    DIVERGENT
  }

  /** What {@link StepSize} knows. */
  enum Step {
    SIZE,
    TARGET,
    MU,
    COUNT,
    MEAN_ERROR,
    MEAN_LOG
  }

  /** The position, the gradient of the log density there, and that. */
  MemorySegment state();

  /** The inverse of the metric; its diagonal, or if it is dense, all of it row by row. */
  MemorySegment covariance();

  /** The lower Cholesky factor of that, if it is dense. */
  MemorySegment factor();

  /** The state of a {@link RandomNumbers}: four whole numbers, and its spare normal number. */
  MemorySegment random();

  /** One for each {@link Step}. */
  MemorySegment step();

  /** For each transition its position and one for each {@link Number}. */
  MemorySegment records();

  /** Of how many transitions there may be records. */
  int capacity();

  /**
   * Makes transitions.
   *
   * @param learns whether the step size learns from each
   * @return how many it made; fewer only if it was told to end
   */
  int walk(int count, boolean learns);
}
