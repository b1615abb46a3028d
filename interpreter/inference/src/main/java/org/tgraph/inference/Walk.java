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

  Walk(Walker walker, Dynamics dynamics, RandomNumbers random) {
    this.walker = walker;
    this.dynamics = dynamics;
    this.random = random;
    this.numbers = 3 * dynamics.size();
    this.memory = new double[numbers + Walker.Number.values().length];
  }

  @Override
  public Outcome transition(Phase state, double stepSize) {
    int size = dynamics.size();
    Metric metric = dynamics.metric();
    if (known != metric) {
      metric.copyCovariance(walker.covariance());
      known = metric;
    }
    metric.draw(state.momentum, random);
    System.arraycopy(state.position, 0, memory, 0, size);
    System.arraycopy(state.gradient, 0, memory, size, size);
    System.arraycopy(state.momentum, 0, memory, 2 * size, size);
    memory[numbers + Walker.Number.STEP.ordinal()] = stepSize;
    memory[numbers + Walker.Number.LOG_DENSITY.ordinal()] = state.logDensity;
    do {
      MemorySegment.copy(memory, 0, walker.state(), DOUBLE, 0, memory.length);
      random.save(walker.random());
    } while (!walker.walk());
    random.restore(walker.random());
    MemorySegment.copy(walker.state(), DOUBLE, 0, memory, 0, memory.length);
    System.arraycopy(memory, 0, state.position, 0, size);
    System.arraycopy(memory, size, state.gradient, 0, size);
    state.logDensity = number(Walker.Number.LOG_DENSITY);
    return new Outcome(
        number(Walker.Number.ACCEPTANCE),
        (int) number(Walker.Number.DEPTH),
        (int) number(Walker.Number.LEAPS),
        number(Walker.Number.DIVERGENT) != 0,
        number(Walker.Number.ENERGY));
  }

  private double number(Walker.Number which) {
    return memory[numbers + which.ordinal()];
  }
}
