package org.tgraph.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/** One chain: finds a start, adapts, and draws. */
final class Chain {
  private final Dynamics dynamics;
  private final Settings settings;
  private final int number;
  private final RandomNumbers random;
  private final IntConsumer transition;

  Chain(Density density, Settings settings, int number, IntConsumer transition) {
    this.dynamics = new Dynamics(density, settings.isDense());
    this.settings = settings;
    this.number = number;
    this.transition = transition;
    this.random = new RandomNumbers(settings.seed(), number);
  }

  /**
   * All draws, or those up to where the thread was interrupted.
   *
   * @throws NoStart if no start was found with a finite density
   * @throws CancellationException if the thread is interrupted before there are draws
   */
  Draws run() {
    Phase state =
        settings
            .starts()
            .map(all -> Starts.among(all[number], dynamics))
            .orElseGet(() -> Starts.random(dynamics, random));
    StepSize step = new StepSize(settings.target());
    step.restart(state, dynamics, random);
    Adaptation adaptation =
        new Adaptation(new Spread(dynamics.size(), settings.isDense()), settings.warmup());
    Transition nuts = Transition.of(dynamics, random, settings.maxDepth());
    List<Metric> learned = new ArrayList<>();
    int done = 0;
    while (done < settings.warmup()) {
      int some = Math.min(adaptation.rest(), settings.warmup() - done);
      nuts.make(
          some,
          state,
          step,
          true,
          (position, outcome) -> {
            transition.accept(outcome.leaps());
            adaptation.learn(position).ifPresent(learned::add);
          });
      done += some;
      if (!learned.isEmpty()) {
        dynamics.set(learned.removeLast());
        step.restart(state, dynamics, random);
      }
    }
    step.settle();
    Record record = new Record(settings.draws(), dynamics.metric().variances().clone());
    try {
      nuts.make(
          settings.draws(),
          state,
          step,
          false,
          (position, outcome) -> {
            transition.accept(outcome.leaps());
            record.add(position, outcome);
          });
    } catch (CancellationException e) {
      return record.draws.first(record.count);
    }
    return record.draws;
  }

  /** The draws so far. */
  private static final class Record {
    private final Draws draws;
    private int count;

    Record(int most, double[] variances) {
      this.draws =
          new Draws(new double[most][], new double[Statistic.values().length][most], variances);
    }

    void add(double[] position, Transition.Outcome outcome) {
      draws.positions()[count] = position.clone();
      put(Statistic.LOG_DENSITY, outcome.logDensity());
      put(Statistic.ACCEPTANCE, outcome.acceptance());
      put(Statistic.STEP_SIZE, outcome.stepSize());
      put(Statistic.DEPTH, outcome.depth());
      put(Statistic.LEAPS, outcome.leaps());
      put(Statistic.DIVERGENT, outcome.isDivergent() ? 1 : 0);
      put(Statistic.ENERGY, outcome.energy());
      count++;
    }

    private void put(Statistic statistic, double number) {
      draws.statistics()[statistic.ordinal()][count] = number;
    }
  }
}
