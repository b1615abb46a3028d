package org.tgraph.inference;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/** One chain: finds a start, adapts, and draws. */
final class Chain {
  private final Dynamics dynamics;
  private final Settings settings;
  private final RandomNumbers random;
  private final IntConsumer transition;

  Chain(Density density, Settings settings, int number, IntConsumer transition) {
    this.dynamics = new Dynamics(density, settings.isDense());
    this.settings = settings;
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
    Phase state = Starts.random(dynamics, random);
    StepSize step = new StepSize(settings.target());
    step.restart(state, dynamics, random);
    Adaptation adaptation =
        new Adaptation(new Spread(dynamics.size(), settings.isDense()), settings.warmup());
    Transition nuts = Transition.of(dynamics, random, settings.maxDepth());
    for (int i = 0; i < settings.warmup(); i++) {
      Workers.checkInterrupted();
      Transition.Outcome outcome = nuts.transition(state, step.size());
      step.learn(outcome.acceptance());
      transition.accept(outcome.leaps());
      Optional<Metric> learned = adaptation.learn(state.position);
      if (learned.isPresent()) {
        dynamics.set(learned.get());
        step.restart(state, dynamics, random);
      }
    }
    step.settle();
    double[][] positions = new double[settings.draws()][];
    double[][] statistics = new double[Statistic.values().length][settings.draws()];
    Draws draws = new Draws(positions, statistics, dynamics.metric().variances().clone());
    for (int i = 0; i < settings.draws(); i++) {
      Transition.Outcome outcome;
      try {
        Workers.checkInterrupted();
        outcome = nuts.transition(state, step.size());
      } catch (CancellationException e) {
        return draws.first(i);
      }
      transition.accept(outcome.leaps());
      positions[i] = state.position.clone();
      statistics[Statistic.LOG_DENSITY.ordinal()][i] = state.logDensity;
      statistics[Statistic.ACCEPTANCE.ordinal()][i] = outcome.acceptance();
      statistics[Statistic.STEP_SIZE.ordinal()][i] = step.size();
      statistics[Statistic.DEPTH.ordinal()][i] = outcome.depth();
      statistics[Statistic.LEAPS.ordinal()][i] = outcome.leaps();
      statistics[Statistic.DIVERGENT.ordinal()][i] = outcome.isDivergent() ? 1 : 0;
      statistics[Statistic.ENERGY.ordinal()][i] = outcome.energy();
    }
    return draws;
  }
}
