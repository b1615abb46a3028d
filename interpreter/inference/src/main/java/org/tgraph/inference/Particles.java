package org.tgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sequential Monte Carlo (Del Moral, Doucet and Jasra, 2006): particles from the prior go through
 * densities with higher and higher powers of the likelihood to the posterior. Each power is as high
 * as leaves a given effective number of particles; they are taken by their weights, and moved by a
 * transition of the no-U-turn sampler, whose scales are those of the particles. The mean weights
 * multiply to the evidence.
 */
public final class Particles {
  /** The share of proposals to be accepted that steps are chosen for. */
  private static final double TARGET = 0.8;

  private static final int MAX_DEPTH = 8;

  /** How often a particle is drawn anew where the prior draws it at the border. */
  private static final int TRIES = 100;

  private final List<Tempered> densities = new ArrayList<>();
  private final Evidence evidence;
  private final Settings settings;
  private final Phase[] particles;
  private final double[] logLikelihoods;
  private final RandomNumbers[] random;
  private final RandomNumbers chooser;
  private double logStep = Double.NaN;

  /**
   * How it is done.
   *
   * @param particles how many there are
   * @param effective the share of them that the weights may be worth
   * @param moves transitions of each particle at each power
   */
  public record Settings(int particles, double effective, int moves, long seed) {}

  /**
   * What it found.
   *
   * @param logEvidence the logarithm of the integral of the density
   * @param powers how many densities there were on the way
   */
  public record Found(
      double[][] positions, double[] logDensities, double logEvidence, int powers) {}

  private Particles(Supplier<? extends Evidence> evidence, Settings settings) {
    this.evidence = evidence.get();
    this.settings = settings;
    int n = settings.particles;
    for (int i = 0; i < Workers.threads(n); i++) {
      densities.add(new Tempered(i == 0 ? this.evidence : evidence.get()));
    }
    this.particles = new Phase[n];
    this.logLikelihoods = new double[n];
    this.random = new RandomNumbers[n];
    for (int i = 0; i < n; i++) {
      random[i] = new RandomNumbers(settings.seed, i);
    }
    this.chooser = new RandomNumbers(settings.seed, n);
  }

  /**
   * Draws from a density.
   *
   * @param evidence makes one for each thread
   * @param tell is told how far it is
   * @throws NoStart if the density is finite at no particle of the prior
   * @throws CancellationException if the thread is interrupted
   */
  public static Found draw(
      Supplier<? extends Evidence> evidence, Settings settings, Consumer<String> tell) {
    return new Particles(evidence, settings).run(tell);
  }

  private Found run(Consumer<String> tell) {
    for (int i = 0; i < particles.length; i++) {
      Workers.checkInterrupted();
      particles[i] = new Phase(evidence.size());
      System.arraycopy(prior(i), 0, particles[i].position, 0, evidence.size());
    }
    work(0, 0);
    double power = 0;
    double logEvidence = 0;
    int powers = 0;
    while (power < 1) {
      tell.accept("smc: power %.3g of the likelihood".formatted(power));
      double next = next(power);
      double[] weights = new double[particles.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (next - power) * logLikelihoods[i];
      }
      double sum = Vectors.logSum(weights);
      logEvidence += sum - Math.log(weights.length);
      choose(weights, sum);
      power = next;
      powers++;
      work(power, settings.moves);
    }
    double[][] positions = new double[particles.length][];
    double[] logDensities = new double[particles.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = particles[i].position;
      logDensities[i] = particles[i].logDensity;
    }
    return new Found(positions, logDensities, logEvidence, powers);
  }

  private double[] prior(int particle) {
    double[] drawn = new double[0];
    for (int attempt = 0; attempt < TRIES; attempt++) {
      drawn = evidence.prior(particle + (long) attempt * particles.length);
      if (Arrays.stream(drawn).allMatch(Double::isFinite)) {
        return drawn;
      }
    }
    throw new NoStart(drawn);
  }

  /** The next power: the highest that leaves enough effective particles. */
  private double next(double power) {
    long alive = Arrays.stream(logLikelihoods).filter(Double::isFinite).count();
    if (alive == 0) {
      throw new NoStart(particles[0].position);
    }
    double wanted = Math.min(settings.effective * particles.length, 0.9 * alive);
    if (effective(1 - power) >= wanted) {
      return 1;
    }
    double least = 0;
    double most = 1 - power;
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (least + most);
      if (effective(middle) >= wanted) {
        least = middle;
      } else {
        most = middle;
      }
    }
    // However far apart likelihoods are, it goes on.
    return Math.max(power + least, Math.nextUp(power));
  }

  /** How many particles weights are worth that are this power of the likelihoods. */
  private double effective(double power) {
    double[] weights = new double[particles.length];
    double[] squares = new double[particles.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = power * logLikelihoods[i];
      squares[i] = 2 * weights[i];
    }
    return Math.exp(2 * Vectors.logSum(weights) - Vectors.logSum(squares));
  }

  /** Systematic resampling: each particle as often as its weight says, up to rounding. */
  private void choose(double[] logWeights, double logSum) {
    int n = particles.length;
    Phase[] chosen = new Phase[n];
    double mark = chooser.uniform() / n;
    double sum = 0;
    int next = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.exp(logWeights[i] - logSum);
      while (next < n && (mark < sum || i == n - 1)) {
        chosen[next++] = particles[i].copy();
        mark += 1.0 / n;
      }
    }
    System.arraycopy(chosen, 0, particles, 0, n);
  }

  /** Finds densities and likelihoods at a power, and moves the particles. */
  private void work(double power, int moves) {
    Metric metric = moves == 0 ? DiagonalMetric.unit(evidence.size()) : metric();
    if (moves > 0 && Double.isNaN(logStep)) {
      logStep = Math.log(first(power, metric));
    }
    double step = Math.exp(logStep);
    double[] accepted = new double[particles.length];
    List<Callable<Boolean>> tasks = new ArrayList<>();
    int threads = densities.size();
    for (int t = 0; t < threads; t++) {
      int own = t;
      tasks.add(() -> {
        Tempered density = densities.get(own);
        density.power(power);
        Dynamics dynamics = new Dynamics(density, false);
        dynamics.set(metric);
        for (int i = own; i < particles.length; i += threads) {
          Workers.checkInterrupted();
          Phase z = particles[i];
          dynamics.evaluate(z);
          Nuts nuts = new Nuts(dynamics, random[i], MAX_DEPTH);
          for (int move = 0; move < moves; move++) {
            accepted[i] += nuts.transition(z, step).acceptance() / moves;
          }
          dynamics.evaluate(z);
          logLikelihoods[i] = density.logLikelihood();
        }
        return true;
      });
    }
    Workers.all(tasks);
    if (moves > 0) {
      logStep += 2 * (Moments.mean(accepted) - TARGET);
    }
  }

  private double first(double power, Metric metric) {
    densities.get(0).power(power);
    Dynamics dynamics = new Dynamics(densities.get(0), false);
    dynamics.set(metric);
    StepSize step = new StepSize(TARGET);
    Phase z = particles[0].copy();
    dynamics.evaluate(z);
    step.restart(z, dynamics, chooser);
    return step.size();
  }

  private Metric metric() {
    Spread spread = new Spread(evidence.size(), false);
    for (Phase each : particles) {
      spread.add(each.position);
    }
    return spread.metric();
  }
}
