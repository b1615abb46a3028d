package org.tgraph.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Transitions by a {@link Walker}. */
final class Walk implements Transition {
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;

  private final Walker walker;
  private final Dynamics dynamics;
  private final RandomNumbers random;

  /** What is copied to and from the walker. */
  private final double[] memory;

  /** Where the numbers are there that are no vectors. */
  private final int numbers;

  /** That whose covariance the walker has. */
  private Metric known;

  /** The state that was left last, which nothing else changes. */
  private Phase left;

  Walk(Walker walker, Dynamics dynamics, RandomNumbers random) {
    this.walker = walker;
    this.dynamics = dynamics;
    this.random = random;
    this.numbers = 3 * dynamics.size();
    this.memory = new double[numbers + Walker.Number.values().length];
  }

  @Override
  public Outcome transition(Phase state, double stepSize) {
    Metric metric = dynamics.metric();
    if (known != metric) {
      metric.copyCovariance(walker.covariance());
      known = metric;
    }
    // A matrix is turned to draw by it, which is done here.
    boolean isGiven = metric instanceof DenseMetric;
    if (isGiven) {
      metric.draw(state.momentum, random);
    }
    if (isGiven || left != state) {
      put(state);
    }
    walker.state().setAtIndex(DOUBLE, numbers + Walker.Number.STEP.ordinal(), stepSize);
    random.lend(walker.random());
    while (!walker.walk()) {
      put(state);
    }
    get(state);
    left = state;
    return new Outcome(
        number(Walker.Number.ACCEPTANCE),
        (int) number(Walker.Number.DEPTH),
        (int) number(Walker.Number.LEAPS),
        number(Walker.Number.DIVERGENT) != 0,
        number(Walker.Number.ENERGY));
  }

  private void put(Phase state) {
    int size = dynamics.size();
    System.arraycopy(state.position, 0, memory, 0, size);
    System.arraycopy(state.gradient, 0, memory, size, size);
    System.arraycopy(state.momentum, 0, memory, 2 * size, size);
    memory[numbers + Walker.Number.LOG_DENSITY.ordinal()] = state.logDensity;
    MemorySegment.copy(memory, 0, walker.state(), DOUBLE, 0, memory.length);
  }

  private void get(Phase state) {
    int size = dynamics.size();
    MemorySegment.copy(walker.state(), DOUBLE, 0, memory, 0, memory.length);
    System.arraycopy(memory, 0, state.position, 0, size);
    System.arraycopy(memory, size, state.gradient, 0, size);
    state.logDensity = number(Walker.Number.LOG_DENSITY);
  }

  private double number(Walker.Number which) {
    return memory[numbers + which.ordinal()];
  }
}
