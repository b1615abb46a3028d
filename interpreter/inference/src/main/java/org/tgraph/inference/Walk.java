package org.tgraph.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Transitions by a {@link Walker}: as many at a time as take about a hundredth of a second. */
final class Walk implements Transition {
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;
  private static final long NANOSECONDS = 10_000_000;

  private final Walker walker;
  private final Dynamics dynamics;
  private final RandomNumbers random;
  private final double[] state;
  private final double[] records;
  private int atOnce = 1;

  /** That whose covariance the walker has. */
  private Metric known;

  Walk(Walker walker, Dynamics dynamics, RandomNumbers random) {
    this.walker = walker;
    this.dynamics = dynamics;
    this.random = random;
    this.state = new double[2 * dynamics.size() + 1];
    this.records = new double[(int) (walker.records().byteSize() / Double.BYTES)];
  }

  @Override
  public void make(int count, Phase to, StepSize step, boolean learns, Told told) {
    put(to, step);
    try {
      int made = 0;
      while (made < count) {
        Workers.checkInterrupted();
        made += some(Math.min(atOnce, count - made), learns, told);
      }
    } finally {
      get(to, step);
    }
  }

  private void put(Phase from, StepSize step) {
    if (known != dynamics.metric()) {
      known = dynamics.metric();
      known.copyTo(walker);
    }
    int size = dynamics.size();
    System.arraycopy(from.position, 0, state, 0, size);
    System.arraycopy(from.gradient, 0, state, size, size);
    state[2 * size] = from.logDensity;
    MemorySegment.copy(state, 0, walker.state(), DOUBLE, 0, state.length);
    step.save(walker.step());
    random.lend(walker.random());
  }

  private void get(Phase to, StepSize step) {
    int size = dynamics.size();
    MemorySegment.copy(walker.state(), DOUBLE, 0, state, 0, state.length);
    System.arraycopy(state, 0, to.position, 0, size);
    System.arraycopy(state, size, to.gradient, 0, size);
    to.logDensity = state[2 * size];
    step.restore(walker.step());
  }

  private int some(int count, boolean learns, Told told) {
    long start = System.nanoTime();
    int made = walker.walk(count, learns);
    if (made == count) {
      boolean isFast = System.nanoTime() - start < NANOSECONDS;
      atOnce = isFast ? Math.min(2 * atOnce, walker.capacity()) : Math.max(1, atOnce / 2);
    }
    int size = dynamics.size();
    int length = size + Walker.Number.values().length;
    MemorySegment.copy(walker.records(), DOUBLE, 0, records, 0, made * length);
    double[] position = new double[size];
    for (int i = 0; i < made; i++) {
      System.arraycopy(records, i * length, position, 0, size);
      told.of(position, outcome(i * length + size));
    }
    return made;
  }

  private Outcome outcome(int at) {
    return new Outcome(
        records[at + Walker.Number.STEP_SIZE.ordinal()],
        records[at + Walker.Number.LOG_DENSITY.ordinal()],
        records[at + Walker.Number.ACCEPTANCE.ordinal()],
        records[at + Walker.Number.ENERGY.ordinal()],
        (int) records[at + Walker.Number.DEPTH.ordinal()],
        (int) records[at + Walker.Number.LEAPS.ordinal()],
        records[at + Walker.Number.DIVERGENT.ordinal()] != 0);
  }
}
